package dev.chorus.store.connection;

import dev.chorus.contract.error.ErrorCode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Why Redis did not do what it was told, by the first word of its answer: the one place that says what becomes of it.
 * All but a fault of ours are told as {@link ErrorCode#UNAVAILABLE}: the same request, repeated under its id, succeeds
 * once the condition is over.
 */
public enum RedisCondition {
    /** It has no memory left and evicts nothing. Nothing was written; reads and removals go on. */
    FULL("OOM"),
    /** It cannot write its append-only file or snapshot, and takes no writes until it can. */
    DISK_FAILING("MISCONF"),
    /** It reads its data after a start. */
    LOADING("LOADING"),
    /** It is a replica, or has become one: the connection is made anew to whoever is the primary. */
    READ_ONLY("READONLY", "MASTERDOWN", "UNBLOCKED"),
    /** It has fewer replicas than it is configured to have before it takes a write. */
    FEW_REPLICAS("NOREPLICAS"),
    /** A script has been running for longer than it may. */
    BUSY("BUSY"),
    /** The cluster, or the slot, has nobody who serves it. */
    CLUSTER_DOWN("CLUSTERDOWN"),
    /** The slot moves to another server, and not all of its keys are in one place. */
    SLOT_MOVING("MOVED", "ASK", "TRYAGAIN"),
    /** It does not let us in, or not do this: the operator has to look at users and passwords. */
    DENIED("NOAUTH", "NOPERM", "WRONGPASS"),
    /** The connection ended, or nothing was answered in time. */
    UNREACHABLE,
    /** Too much is in flight already. */
    OVERLOADED,
    /** Written, and fewer replicas than wanted have it so far. */
    NOT_REPLICATED,
    /** A script or command of ours is wrong. */
    FAULT("ERR", "WRONGTYPE", "CROSSSLOT", "NOSCRIPT", "EXECABORT", "NOPROTO");

    private static final String NON_LOCAL = "ERR Script attempted to access a non local key";

    private final Set<String> words;

    RedisCondition(String... words) {
        this.words = Set.copyOf(List.of(words));
    }

    /** The condition behind a failure of a command. */
    public static RedisCondition of(Throwable failure) {
        if (failure instanceof RedisRefusedException refused) {
            return refused.condition();
        }
        String message = String.valueOf(failure.getMessage());
        if (message.startsWith(NON_LOCAL)) {
            return SLOT_MOVING;
        }
        int end = message.indexOf(' ');
        String word = end < 0 ? message : message.substring(0, end);
        for (RedisCondition condition : values()) {
            if (condition.words.contains(word)) {
                return condition;
            }
        }
        return UNREACHABLE;
    }

    /** How a client learns of it. */
    public ErrorCode code() {
        return this == FAULT ? ErrorCode.INTERNAL : ErrorCode.UNAVAILABLE;
    }

    /** What metrics call it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
