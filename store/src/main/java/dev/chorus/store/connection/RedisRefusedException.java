package dev.chorus.store.connection;

/** A command was not sent, or is not known to last. It costs no stack trace, since a Redis that is away refuses all. */
public final class RedisRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final RedisCondition condition;

    RedisRefusedException(RedisCondition condition, String message) {
        super(message, null, false, false);
        this.condition = condition;
    }

    /** Why. */
    public RedisCondition condition() {
        return condition;
    }
}
