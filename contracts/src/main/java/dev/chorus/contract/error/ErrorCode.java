package dev.chorus.contract.error;

import java.util.HashMap;
import java.util.Map;

/**
 * Every refusal that Chorus can give. The numbers are API and stay what they are; texts may improve. Numbers of the
 * ranges 20xxx and 54xxx are those that apps of the hosted platform already know (sync specification, section 11).
 */
public enum ErrorCode {
    BAD_REQUEST(20001, 400, false, "The request cannot be understood"),
    UNAUTHORIZED(20003, 401, false, "Authentication is missing or wrong"),
    NOT_FOUND(20404, 404, false, "There is nothing at this address"),
    METHOD_NOT_ALLOWED(20004, 405, false, "This address does not know the method"),
    PAYLOAD_TOO_LARGE(20413, 413, false, "The request body is larger than this server takes"),
    TOO_MANY_REQUESTS(20429, 429, true, "Too many requests; slow down and try again"),
    INTERNAL(20500, 500, true, "The server failed; the request may be repeated with the same request id"),
    UNAVAILABLE(20503, 503, true, "No service can take the request now; repeat it with the same request id"),

    PAGE_TOKEN_INVALID(21481, 400, false, "The page token is none that this server gave"),

    TOKEN_INVALID(20101, 401, false, "The token cannot be read"),
    TOKEN_HEADER_INVALID(20102, 401, false, "The token's header is not that of an access token"),
    TOKEN_ISSUER_INVALID(20103, 401, false, "The token's issuer or subject is unknown"),
    TOKEN_EXPIRED(20104, 401, false, "The token has expired"),
    TOKEN_NOT_YET_VALID(20105, 401, false, "The token is not valid yet"),
    TOKEN_GRANTS_INVALID(20106, 401, false, "The token does not grant this"),
    TOKEN_SIGNATURE_INVALID(20107, 401, false, "The token's signature does not fit its key"),
    TOKEN_LIFETIME_TOO_LONG(20157, 401, false, "The token lives longer than 24 hours"),

    IF_MATCH_MALFORMED(54003, 400, false, "If-Match is not a revision"),
    DATA_TOO_LARGE(54006, 413, false, "The data is larger than the limit"),
    ACCESS_FORBIDDEN(54007, 403, false, "The identity has no permission for this"),
    DATA_MALFORMED(54008, 400, false, "The data is not JSON"),
    RATE_LIMITED(54009, 429, true, "Too many changes; slow down and try again"),
    TTL_INVALID(54011, 400, false, "The ttl is not a number of seconds, 0 or more"),
    LIMIT_REACHED(54012, 409, false, "The service holds as many objects as it may"),
    CURSOR_TOO_OLD(54013, 410, false, "Changes this old are forgotten; open the object anew"),

    DOCUMENT_NOT_FOUND(54100, 404, false, "The document does not exist"),
    DOCUMENT_REVISION_MISMATCH(54103, 412, false, "The document has another revision"),
    LIST_NOT_FOUND(54150, 404, false, "The list does not exist"),
    LIST_ITEM_NOT_FOUND(54151, 404, false, "The list item does not exist"),
    LIST_REVISION_MISMATCH(54153, 412, false, "The list has another revision"),
    LIST_ITEM_REVISION_MISMATCH(54155, 412, false, "The list item has another revision"),
    MAP_NOT_FOUND(54200, 404, false, "The map does not exist"),
    MAP_ITEM_NOT_FOUND(54201, 404, false, "The map item does not exist"),
    MAP_REVISION_MISMATCH(54203, 412, false, "The map has another revision"),
    MAP_ITEM_REVISION_MISMATCH(54205, 412, false, "The map item has another revision"),
    MAP_ITEM_EXISTS(54208, 409, false, "The map has an item with this key already"),
    MAP_KEY_INVALID(54209, 400, false, "A key has 1 to 320 characters"),
    STREAM_NOT_FOUND(54250, 404, false, "The stream does not exist"),
    UNIQUE_NAME_NOT_FOUND(54300, 404, false, "No object has this unique name"),
    UNIQUE_NAME_EXISTS(54301, 409, false, "Another object has this unique name"),
    UNIQUE_NAME_INVALID(54302, 400, false, "A unique name has 1 to 320 characters and does not look like a sid"),

    FRIENDLY_NAME_MISSING(50000, 400, false, "A friendly name is needed"),
    FRIENDLY_NAME_TOO_LONG(50003, 400, false, "A friendly name has at most 256 characters"),
    CHANNEL_NAME_TOO_LONG(50004, 400, false, "A channel's unique name has at most 256 characters"),
    ROLE_NOT_FOUND(50100, 404, false, "The role does not exist"),
    CHANNEL_ROLE_UNKNOWN(50101, 400, false, "There is no such role for channels"),
    SERVICE_ROLE_UNKNOWN(50102, 400, false, "There is no such role for the service"),
    PERMISSION_UNKNOWN(50104, 400, false, "There is no such permission"),
    ROLE_TYPE_INVALID(50105, 400, false, "A role is for a channel or for a deployment"),
    CREATOR_ROLE_UNKNOWN(50106, 400, false, "There is no such role for creators of channels"),
    CHAT_FORBIDDEN(50107, 403, false, "The user's roles do not allow this"),
    USER_NOT_FOUND(50200, 404, false, "The user does not exist"),
    USER_EXISTS(50201, 409, false, "The user exists already"),
    IDENTITY_RESERVED(50203, 400, false, "This identity is that of back ends"),
    IDENTITY_MISSING(50204, 400, false, "An identity is needed"),
    IDENTITY_LIKE_SID(50206, 400, false, "An identity does not look like a user's sid"),
    IDENTITY_INVALID(50207, 400, false, "An identity has 1 to 256 characters"),
    USER_CHANNELS_FULL(50208, 403, false, "The user has as many channels as the service allows"),
    NOTIFICATION_LEVEL_INVALID(50210, 400, false, "A notification level is default or muted"),
    INVITATION_EXISTS(50212, 409, false, "The user is invited already"),
    CHANNEL_NOT_FOUND(50300, 404, false, "The channel does not exist"),
    ATTRIBUTES_TOO_LONG(50303, 400, false, "The attributes are longer than the limit"),
    ATTRIBUTES_MALFORMED(50304, 400, false, "The attributes are not the text of a JSON object"),
    CHANNEL_NAME_INVALID(50306, 400, false, "A channel's unique name does not look like a channel's sid"),
    CHANNEL_NAME_EXISTS(50307, 409, false, "Another channel has this unique name"),
    DATE_CREATED_INVALID(50308, 400, false, "The date of creation is not ISO 8601"),
    DATE_UPDATED_INVALID(50309, 400, false, "The date of the last change is not ISO 8601"),
    AUTHOR_INVALID(50310, 400, false, "An author has 1 to 256 characters"),
    NOT_A_MEMBER(50400, 403, false, "The user is not a member of the channel"),
    MEMBER_NOT_FOUND(50402, 404, false, "The member does not exist"),
    CHANNEL_FULL(50403, 403, false, "The channel has as many members as the service allows"),
    MEMBER_EXISTS(50404, 409, false, "The user is a member already"),
    CONSUMPTION_DATE_INVALID(50405, 400, false, "The date of consumption is not ISO 8601"),
    CONSUMED_INDEX_INVALID(50406, 400, false, "The consumed index is not a number, 0 or more"),
    MESSAGE_NOT_FOUND(50500, 404, false, "The message does not exist"),
    BODY_TOO_LONG(50504, 400, false, "A message's text has at most 32 KiB"),
    INVITATION_NOT_FOUND(50601, 404, false, "The user is not invited");

    private static final Map<Integer, ErrorCode> BY_NUMBER = new HashMap<>();

    static {
        for (ErrorCode code : values()) {
            BY_NUMBER.put(code.number, code);
        }
    }

    private final int number;
    private final int httpStatus;
    private final boolean retryable;
    private final String meaning;

    ErrorCode(int number, int httpStatus, boolean retryable, String meaning) {
        this.number = number;
        this.httpStatus = httpStatus;
        this.retryable = retryable;
        this.meaning = meaning;
    }

    /** The code with this number, or {@link #INTERNAL} for a number of another release. */
    public static ErrorCode ofNumber(int number) {
        return BY_NUMBER.getOrDefault(number, INTERNAL);
    }

    /** The number that clients see as {@code code}. */
    public int number() {
        return number;
    }

    /** The HTTP status that goes with it. */
    public int httpStatus() {
        return httpStatus;
    }

    /** Whether the same request, repeated unchanged and later, may succeed. */
    public boolean retryable() {
        return retryable;
    }

    /** One sentence for the developer who sees it. */
    public String meaning() {
        return meaning;
    }
}
