package dev.chorus.contract.error;

import org.jspecify.annotations.Nullable;

/** An expected refusal of a request. It has no stack trace: the code says all that there is to know. */
public final class RequestFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /** A refusal whose text is the meaning of its code. */
    public RequestFailedException(ErrorCode code) {
        this(code, code.meaning());
    }

    /** A refusal with a text of its own, which must not contain a payload or a secret. */
    public RequestFailedException(ErrorCode code, @Nullable String message) {
        super(message == null ? code.meaning() : message, null, false, false);
        this.code = code;
    }

    /** What went wrong. */
    public ErrorCode code() {
        return code;
    }
}
