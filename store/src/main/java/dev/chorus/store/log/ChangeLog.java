package dev.chorus.store.log;

import dev.chorus.contract.change.Change;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.subscription.Changes;
import dev.chorus.store.Retention;
import dev.chorus.store.key.ObjectKeys;
import dev.chorus.store.script.RedisScript;
import dev.chorus.store.script.ScriptArguments;
import dev.chorus.store.script.ScriptCall;
import dev.chorus.store.script.ScriptReply;
import dev.chorus.store.script.ScriptRunner;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened to objects after an event: as their logs tell it, and beyond the logs' reach as a difference of states.
 * Both methods fail with {@link dev.chorus.contract.error.ErrorCode#CURSOR_TOO_OLD} where removals that old are
 * forgotten, and as {@link ScriptRunner#run} does.
 */
public final class ChangeLog {
    private static final RedisScript FOLLOW = RedisScript.passing("subscription/follow_object");
    private static final RedisScript READ = RedisScript.passing("subscription/read_changes");

    private final ScriptRunner scripts;
    private final Retention retention;
    private final StateDifference difference;
    private final Counter replays;
    private final Counter differences;

    /** A log that runs its scripts here and counts {@code store.replays} and {@code store.differences}. */
    public ChangeLog(ScriptRunner scripts, Retention retention, MeterRegistry meters) {
        this.scripts = scripts;
        this.retention = retention;
        this.difference = new StateDifference(scripts);
        this.replays = meters.counter("store.replays");
        this.differences = meters.counter("store.differences");
    }

    /**
     * Registers a gateway's interest and reads what happened after an event, in one step. Fails with the object's
     * not-found code and with {@link dev.chorus.contract.error.ErrorCode#ACCESS_FORBIDDEN} too; nothing is registered
     * then.
     *
     * @param call on whose behalf
     * @param object what to follow
     * @param gateway who follows
     * @param afterEventId the last event that is known; null for no replay
     * @param lenient whether to tell what can be told where removals or lost changes cannot, instead of failing
     */
    public Future<Changes> follow(
            ScriptCall call, ObjectSid object, String gateway, @Nullable Long afterEventId, boolean lenient) {
        ObjectKeys keys = ObjectKeys.of(object);
        ScriptArguments arguments = new ScriptArguments()
                .key(keys.meta())
                .key(keys.acl())
                .key(keys.log())
                .key(keys.interest())
                .add(call.pack(retention))
                .add(object.value())
                .add(gateway)
                .add(retention.interestLease().toMillis())
                .add(afterEventId)
                .add(lenient);
        return scripts.run(FOLLOW, keys.partition().number(), arguments)
                .compose(reply -> reply.orRefusal(type(object)))
                .compose(reply -> changes(object, reply));
    }

    /**
     * Reads what happened after an event; for an object that is gone, its removal.
     *
     * @param lenient as with {@link #follow}
     */
    public Future<Changes> read(ObjectSid object, long afterEventId, boolean lenient) {
        ObjectKeys keys = ObjectKeys.of(object);
        ScriptArguments arguments = new ScriptArguments()
                .key(keys.meta())
                .key(keys.log())
                .add(object.value())
                .add(afterEventId)
                .add(lenient);
        return scripts.run(READ, keys.partition().number(), arguments)
                .compose(reply -> reply.orRefusal(type(object)))
                .compose(reply -> changes(object, reply));
    }

    private Future<Changes> changes(ObjectSid object, ScriptReply reply) {
        long head = reply.number(1);
        long reached = reply.number(2);
        long access = reply.number(4);
        if (reply.flag(3)) {
            differences.increment();
            return difference.read(object, reached, head, access);
        }
        if (reply.size() > 5) {
            replays.increment();
        }
        List<Change> changes = reply.bytesFrom(5).stream().map(Change::decode).toList();
        return Future.succeededFuture(new Changes(changes, reached, reached == head, access));
    }

    private static ObjectType type(ObjectSid object) {
        return object.type().orElse(ObjectType.DOCUMENT);
    }
}
