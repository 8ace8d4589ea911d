package dev.chorus.client;

import dev.chorus.contract.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Why a call failed, or a connection: with a number to branch on, and what can be done about it. */
public final class ChorusException extends RuntimeException {
    /** The client has been closed. */
    public static final int SHUT_DOWN = 60001;
    /** As many calls wait for a connection as may. */
    public static final int OUTBOX_FULL = 60002;
    /** The call was sent and the connection lost; the server may or may not have carried it out. */
    public static final int OUTCOME_UNKNOWN = 60003;
    /** The object has been removed, or closed. */
    public static final int OBJECT_GONE = 60004;
    /** The server speaks another protocol, or cannot be used for another lasting reason. */
    public static final int UNUSABLE = 60005;

    private static final long serialVersionUID = 1L;

    private final int code;
    private final int status;

    /**
     * An error.
     *
     * @param code the number of what happened
     * @param status the HTTP status of the answer; 0 where there was none
     * @param message what happened, in words
     */
    public ChorusException(int code, int status, @Nullable String message) {
        super(message);
        this.code = code;
        this.status = status;
    }

    /** The number of what happened. It never changes its meaning; the text may. */
    public int code() {
        return code;
    }

    /** The HTTP status of the answer; 0 where there was none. */
    public int status() {
        return status;
    }

    /** Whether the same call, made later, may succeed. */
    public boolean retryable() {
        ErrorCode known = known();
        return known == null ? status >= 500 : known.retryable();
    }

    /** What to do about it. */
    public String remedy() {
        ErrorCode known = known();
        if (known != null) {
            return known.remedy() + ".";
        }
        return switch (code) {
            case SHUT_DOWN -> "Make a new client.";
            case OUTBOX_FULL -> "Make fewer calls while the connection is away, or raise outboxLimit.";
            case OUTCOME_UNKNOWN -> "Look at the present state, and call again if the change is not there.";
            case OBJECT_GONE -> "Open the object anew.";
            case UNUSABLE -> "Check the URL, and that the server is a Chorus of a version that fits.";
            default -> "See the message.";
        };
    }

    private @Nullable ErrorCode known() {
        ErrorCode found = ErrorCode.ofNumber(code);
        return found.number() == code ? found : null;
    }
}
