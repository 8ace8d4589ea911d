package dev.chorus.sync.object;

import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.object.ListObjects;
import dev.chorus.contract.object.ObjectPage;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectState;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.store.key.Partition;
import dev.chorus.store.object.ObjectStore;
import dev.chorus.store.outbox.Outbox;
import dev.chorus.store.script.ScriptCall;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Pages of a service's objects. */
public final class ObjectListing {
    private static final int LIMIT = 1000;

    private final Outbox outbox;
    private final ObjectStore objects;

    /** A listing over these parts. */
    public ObjectListing(Outbox outbox, ObjectStore objects) {
        this.outbox = outbox;
        this.objects = objects;
    }

    Future<ObjectPage> page(ScriptCall call, ListObjects command) {
        int limit = Math.max(1, Math.min(LIMIT, command.limit()));
        return outbox.list(call.service(), command.type(), command.after(), limit + 1)
                .compose(sids -> {
                    boolean hasNext = sids.size() > limit;
                    return read(call, command.type(), hasNext ? sids.subList(0, limit) : sids)
                            .map(found -> new ObjectPage(found, hasNext));
                });
    }

    /** Brings the listing up to what was done to an object: who made it and lists them next must find it. */
    Future<Void> catchUp(ObjectSid sid) {
        // The dispatcher does it in any case, a little later.
        return outbox.drain(Partition.of(sid)).otherwiseEmpty().mapEmpty();
    }

    private Future<List<ObjectState>> read(ScriptCall call, ObjectType type, List<ObjectSid> sids) {
        List<Future<Optional<ObjectState>>> reads = sids.stream()
                .map(sid -> objects.read(call, type, sid)
                        .map(Optional::of)
                        // Listed, but gone by now: the listing will follow.
                        .recover(failure -> isNotFound(failure, type)
                                ? Future.succeededFuture(Optional.empty())
                                : Future.failedFuture(failure)))
                .toList();
        return Future.all(reads)
                .map(done ->
                        reads.stream().flatMap(read -> read.result().stream()).toList());
    }

    private static boolean isNotFound(Throwable failure, ObjectType type) {
        return failure instanceof RequestFailedException refusal && refusal.code() == type.notFound();
    }
}
