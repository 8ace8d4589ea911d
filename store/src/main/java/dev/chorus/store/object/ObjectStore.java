package dev.chorus.store.object;

import dev.chorus.contract.Done;
import dev.chorus.contract.change.Change;
import dev.chorus.contract.change.ChangeKind;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectState;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.value.Json;
import dev.chorus.store.Outcome;
import dev.chorus.store.Retention;
import dev.chorus.store.key.NewSid;
import dev.chorus.store.key.ObjectKeys;
import dev.chorus.store.key.Partition;
import dev.chorus.store.script.RedisScript;
import dev.chorus.store.script.ScriptArguments;
import dev.chorus.store.script.ScriptCall;
import dev.chorus.store.script.ScriptReply;
import dev.chorus.store.script.ScriptRunner;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Objects as wholes. Every change is one script: it happens wholly or not at all, and repeated under the same request
 * id it happens once. All methods fail with the not-found code of the type, with
 * {@link dev.chorus.contract.error.ErrorCode#ACCESS_FORBIDDEN}, and as
 * {@link ScriptRunner#run} does.
 */
public final class ObjectStore {
    private static final RedisScript CREATE = RedisScript.load("object/create_object");
    private static final RedisScript READ = RedisScript.load("object/read_object");
    private static final RedisScript READ_NAMED = RedisScript.load("object/read_named_object");
    private static final RedisScript UPDATE = RedisScript.load("object/update_object");
    private static final RedisScript REMOVE = RedisScript.load("object/remove_object");

    private final ScriptRunner scripts;
    private final Retention retention;

    /** A store that runs its scripts here. */
    public ObjectStore(ScriptRunner scripts, Retention retention) {
        this.scripts = scripts;
        this.retention = retention;
    }

    /**
     * Makes an object, and lists it through the outbox. Fails with
     * {@link dev.chorus.contract.error.ErrorCode#UNIQUE_NAME_EXISTS} where another object has the name.
     *
     * @param call on whose behalf
     * @param object what to make
     */
    public Future<Outcome<ObjectState>> create(ScriptCall call, NewObject object) {
        String name = object.name();
        Partition named = name == null ? null : Partition.ofName(call.service(), object.type(), name);
        ObjectSid sid = named == null
                ? NewSid.anonymous(object.type(), call.service(), call.actor(), call.requestId())
                : NewSid.named(object.type(), named);
        ObjectKeys keys = ObjectKeys.of(sid);
        ScriptArguments arguments = new ScriptArguments()
                .key(keys.meta())
                .key(keys.acl())
                .key(keys.partition().expiry())
                .key(keys.partition().outbox())
                .key(keys.log())
                .key(named == null || name == null ? null : named.nameHolder(call.service(), object.type(), name))
                .add(call.pack(retention))
                .add(sid.value())
                .add(object.account())
                .add(name)
                .add(object.data().utf8())
                .add(object.ttlMillis())
                .add(NewSid.creation(call.service(), call.actor(), call.requestId()));
        return scripts.run(CREATE, keys.partition().number(), arguments)
                .compose(reply -> reply.orRefusal(object.type()))
                .map(reply -> {
                    ObjectSid made = new ObjectSid(reply.text(2));
                    ObjectState state = ObjectReply.decode(made, reply.list(3), null);
                    return reply.flag(1)
                            ? Outcome.told(state, made, List.of(), List.of()).andListed()
                            : Outcome.of(state);
                });
    }

    /** Reads an object by its sid. */
    public Future<ObjectState> read(ScriptCall call, ObjectType type, ObjectSid sid) {
        ObjectKeys keys = ObjectKeys.of(sid);
        ScriptArguments arguments = new ScriptArguments()
                .key(keys.meta())
                .key(keys.acl())
                .add(call.pack(retention))
                .add(sid.value());
        return scripts.run(READ, keys.partition().number(), arguments)
                .compose(reply -> reply.orRefusal(type))
                .map(ObjectStore::state);
    }

    /** Reads the object that has a name. */
    public Future<ObjectState> readNamed(ScriptCall call, ObjectType type, String name) {
        Partition partition = Partition.ofName(call.service(), type, name);
        ScriptArguments arguments = new ScriptArguments()
                .key(partition.nameHolder(call.service(), type, name))
                .add(call.pack(retention))
                .add(partition.prefix());
        return scripts.run(READ_NAMED, partition.number(), arguments)
                .compose(reply -> reply.orRefusal(type))
                .map(ObjectStore::state);
    }

    /**
     * Changes an object's data, or its end, or both. Fails with the type's revision mismatch too.
     *
     * @param call on whose behalf
     * @param type what it is
     * @param sid which
     * @param data the new value or context; null leaves it
     * @param ttlMillis how long it lives from now; 0 for ever, null leaves it
     * @param ifMatch the revision that must be there; null for any
     */
    public Future<Outcome<ObjectState>> update(
            ScriptCall call,
            ObjectType type,
            ObjectSid sid,
            @Nullable Json data,
            @Nullable Long ttlMillis,
            @Nullable Long ifMatch) {
        ObjectKeys keys = ObjectKeys.of(sid);
        ChangeKind kind = type == ObjectType.DOCUMENT ? ChangeKind.DOCUMENT_UPDATED : ChangeKind.CONTEXT_UPDATED;
        ScriptArguments arguments = followedKeys(keys)
                .key(keys.request(call.service(), call.actor(), call.requestId()))
                .add(call.pack(retention))
                .add(sid.value())
                .add(data == null ? null : data.utf8())
                .add(ttlMillis)
                .add(ifMatch)
                .add(kind.code());
        return scripts.run(UPDATE, keys.partition().number(), arguments)
                .compose(reply -> reply.orRefusal(type))
                .map(reply -> {
                    List<byte[]> changes = reply.bytesFrom(3);
                    Change written = changes.isEmpty() ? null : Change.decode(changes.get(0));
                    ObjectState state = ObjectReply.decode(sid, reply.list(1), written);
                    return Outcome.told(state, sid, changes, reply.list(2).textsFrom(0));
                });
    }

    /**
     * Removes an object with all that it holds. Fails with the type's revision mismatch too.
     *
     * @param call on whose behalf
     * @param type what it is
     * @param sid which
     * @param ifMatch the revision that must be there; null for any
     */
    public Future<Outcome<Done>> remove(ScriptCall call, ObjectType type, ObjectSid sid, @Nullable Long ifMatch) {
        return remove(call, type, sid, ifMatch, false);
    }

    /** Removes an object whose time is over, and no other. */
    public Future<Outcome<Done>> expire(ObjectType type, ObjectSid sid) {
        return remove(ScriptCall.system(), type, sid, null, true);
    }

    private Future<Outcome<Done>> remove(
            ScriptCall call, ObjectType type, ObjectSid sid, @Nullable Long ifMatch, boolean onlyExpired) {
        ObjectKeys keys = ObjectKeys.of(sid);
        ScriptArguments arguments = followedKeys(keys)
                .key(keys.items())
                .key(keys.tombs())
                .key(keys.partition().outbox())
                .key(keys.request(call.service(), call.actor(), call.requestId()))
                .add(call.pack(retention))
                .add(sid.value())
                .add(ifMatch)
                .add(onlyExpired ? "expired" : "")
                .add(keys.partition().prefix());
        return scripts.run(REMOVE, keys.partition().number(), arguments)
                .compose(reply -> reply.orRefusal(type))
                .map(reply -> Outcome.told(
                                Done.DONE,
                                sid,
                                reply.bytesFrom(2),
                                reply.list(1).textsFrom(0))
                        .andListed());
    }

    private static ScriptArguments followedKeys(ObjectKeys keys) {
        return new ScriptArguments()
                .key(keys.meta())
                .key(keys.acl())
                .key(keys.log())
                .key(keys.interest())
                .key(keys.partition().expiry());
    }

    private static ObjectState state(ScriptReply reply) {
        return ObjectReply.decode(new ObjectSid(reply.text(1)), reply.list(2), null);
    }
}
