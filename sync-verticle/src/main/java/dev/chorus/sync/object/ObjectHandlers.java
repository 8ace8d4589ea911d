package dev.chorus.sync.object;

import dev.chorus.contract.Done;
import dev.chorus.contract.Reply;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.object.CreateObject;
import dev.chorus.contract.object.EraseObjects;
import dev.chorus.contract.object.ListObjects;
import dev.chorus.contract.object.ObjectPage;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectState;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.object.ReadObject;
import dev.chorus.contract.object.RemoveObject;
import dev.chorus.contract.object.UpdateObject;
import dev.chorus.contract.value.Json;
import dev.chorus.service.access.ServiceAccess;
import dev.chorus.service.command.CommandTable;
import dev.chorus.store.Outcome;
import dev.chorus.store.object.NewObject;
import dev.chorus.store.object.ObjectStore;
import dev.chorus.store.permission.Rights;
import dev.chorus.store.script.ScriptCall;
import dev.chorus.sync.command.InputRules;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers commands about objects as wholes. */
public final class ObjectHandlers {
    private static final int ERASED_AT_ONCE = 100;

    private final ServiceAccess access;
    private final InputRules rules;
    private final ObjectStore objects;
    private final ObjectListing listing;

    /** Handlers over these parts. */
    public ObjectHandlers(ServiceAccess access, InputRules rules, ObjectStore objects, ObjectListing listing) {
        this.access = access;
        this.rules = rules;
        this.objects = objects;
        this.listing = listing;
    }

    /** Adds them to the table. */
    public void register(CommandTable table) {
        table.on(CreateObject.class, "object.create", this::create)
                .on(ReadObject.class, "object.read", this::read)
                .on(UpdateObject.class, "object.update", this::update)
                .on(RemoveObject.class, "object.remove", this::remove)
                .on(ListObjects.class, "object.list", this::list)
                .on(EraseObjects.class, "object.erase", this::erase);
    }

    private Future<Outcome<ObjectState>> create(Caller caller, CreateObject command) {
        return access.authorize(caller, 0)
                .compose(call -> {
                    Json data = rules.data(command.data());
                    Long ttlMillis = rules.ttlMillis(command.ttlSeconds());
                    return objects.create(
                            call,
                            new NewObject(
                                    command.type(),
                                    caller.accountSid(),
                                    rules.uniqueName(command.type(), command.uniqueName()),
                                    data == null ? Json.emptyObject() : data,
                                    ttlMillis == null ? 0 : ttlMillis));
                })
                .compose(outcome -> listed(caller, outcome));
    }

    private Future<Outcome<ObjectState>> read(Caller caller, ReadObject command) {
        return access.authorize(caller, Rights.READ)
                .compose(call -> access.knowsSid(command.type(), command.id())
                        ? access.sid(call, command.type(), command.id())
                                .compose(sid -> objects.read(call, command.type(), sid))
                        : objects.readNamed(call, command.type(), command.id()))
                .map(Outcome::of);
    }

    private Future<Outcome<ObjectState>> update(Caller caller, UpdateObject command) {
        ObjectType type = command.type();
        return access.authorize(caller, Rights.WRITE).compose(call -> {
            Json data = rules.data(command.data());
            Long ttlMillis = rules.ttlMillis(command.ttlSeconds());
            Long ifMatch = rules.ifMatch(command.ifMatch());
            if (data != null && type == ObjectType.STREAM) {
                throw new RequestFailedException(ErrorCode.BAD_REQUEST);
            }
            return access.sid(call, type, command.id())
                    .compose(sid -> objects.update(call, type, sid, data, ttlMillis, ifMatch));
        });
    }

    private Future<Outcome<Done>> remove(Caller caller, RemoveObject command) {
        return access.authorize(caller, Rights.MANAGE)
                .compose(call -> {
                    Long ifMatch = rules.ifMatch(command.ifMatch());
                    return access.sid(call, command.type(), command.id())
                            .compose(sid -> objects.remove(call, command.type(), sid, ifMatch));
                })
                .compose(outcome -> listed(caller, outcome));
    }

    private <R extends Reply> Future<Outcome<R>> listed(Caller caller, Outcome<R> outcome) {
        ObjectSid object = outcome.object();
        return caller.backEnd() && object != null && outcome.listed()
                ? listing.catchUp(object).map(outcome)
                : Future.succeededFuture(outcome);
    }

    private Future<Outcome<Done>> erase(Caller caller, EraseObjects command) {
        if (!caller.backEnd()) {
            return Future.failedFuture(new RequestFailedException(ErrorCode.ACCESS_FORBIDDEN));
        }
        return access.authorize(caller, 0).compose(call -> {
            Future<Void> all = Future.succeededFuture();
            for (ObjectType type : ObjectType.values()) {
                all = all.compose(erased -> erase(call, type, null));
            }
            return all.map(erased -> Outcome.of(Done.DONE));
        });
    }

    private Future<Void> erase(ScriptCall call, ObjectType type, @Nullable ObjectSid after) {
        return listing.page(call, new ListObjects(type, after, ERASED_AT_ONCE)).compose(page -> {
            List<ObjectState> found = page.objects();
            Future<Void> erased = Future.all(found.stream()
                            .map(object -> objects.remove(call, type, object.sid(), null)
                                    // What somebody else removed meanwhile is removed too.
                                    .recover(failure -> isGone(failure, type)
                                            ? Future.succeededFuture()
                                            : Future.failedFuture(failure)))
                            .toList())
                    .mapEmpty();
            return page.hasNext() && !found.isEmpty()
                    ? erased.compose(done ->
                            erase(call, type, found.get(found.size() - 1).sid()))
                    : erased;
        });
    }

    private static boolean isGone(Throwable failure, ObjectType type) {
        return failure instanceof RequestFailedException refusal && refusal.code() == type.notFound();
    }

    private Future<Outcome<ObjectPage>> list(Caller caller, ListObjects command) {
        if (!caller.backEnd()) {
            return Future.failedFuture(new RequestFailedException(ErrorCode.ACCESS_FORBIDDEN));
        }
        return access.authorize(caller, 0)
                .compose(call -> listing.page(call, command))
                .map(Outcome::of);
    }
}
