package dev.chorus.contract.frame;

import dev.chorus.contract.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Why a gateway ends a connection, with the code of the close packet where the client is told (sync specification,
 * section 7). A client that is told nothing comes back by itself.
 */
public enum CloseReason {
    /** The token is refused; the client waits for another. */
    UNAUTHORIZED(401, "UNAUTHORIZED", null),
    /** The token ran out; the client waits for another. */
    TOKEN_EXPIRED(410, "GONE", ErrorCode.TOKEN_EXPIRED),
    /** What the client sends are no packets; it must not come back. */
    MALFORMED_PACKET(406, "NOT_ACCEPTABLE", null),
    /** This gateway leaves; the client comes back to another one. */
    OFFLOAD(308, "PERMANENT_REDIRECT", null),
    /** The client reads too slowly; it comes back and is told what it missed. */
    SLOW_CONSUMER(0, "", null),
    /** The client said nothing for too long. */
    SILENT(0, "", null),
    /** The client opened a connection and never said who it is. */
    NO_HANDSHAKE(0, "", null),
    /** The client went. */
    CLIENT_LEFT(0, "", null);

    private final int code;
    private final String status;
    private final @Nullable ErrorCode errorCode;

    CloseReason(int code, String status, @Nullable ErrorCode errorCode) {
        this.code = code;
        this.status = status;
        this.errorCode = errorCode;
    }

    /** The close packet's code; 0 where the socket just closes. */
    public int code() {
        return code;
    }

    /** The code's word. */
    public String status() {
        return status;
    }

    /** The finer code beside it, if there is one. */
    public @Nullable ErrorCode errorCode() {
        return errorCode;
    }
}
