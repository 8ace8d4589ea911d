package dev.chorus.contract.error;

import java.util.HashMap;
import java.util.Map;

/**
 * Every refusal that Chorus can give. The numbers are API and stay what they are; texts may improve. Numbers of the
 * ranges 20xxx and 54xxx are those that apps of the hosted platform already know (sync specification, section 11).
 */
public enum ErrorCode {
    BAD_REQUEST(
            20001,
            400,
            false,
            "The request cannot be understood",
            "Compare the request with the documentation of its route"),
    UNAUTHORIZED(
            20003, 401, false, "Authentication is missing or wrong", "Send a token, or the credentials of an API key"),
    FORBIDDEN(20403, 403, false, "These credentials are not enough for this", "Use the account's auth token"),
    NOT_FOUND(20404, 404, false, "There is nothing at this address", "Check the path"),
    METHOD_NOT_ALLOWED(20004, 405, false, "This address does not know the method", "Check the method"),
    PAYLOAD_TOO_LARGE(
            20413,
            413,
            false,
            "The request body is larger than this server takes",
            "Send less at once, or have the limit raised"),
    TOO_MANY_REQUESTS(
            20429,
            429,
            true,
            "Too many requests; slow down and try again",
            "Wait a little longer before each repetition"),
    INTERNAL(
            20500,
            500,
            true,
            "The server failed; the request may be repeated with the same request id",
            "Repeat it with the same request id; if that does not help, ask the operator"),
    UNAVAILABLE(
            20503,
            503,
            true,
            "No service can take the request now; repeat it with the same request id",
            "Repeat it with the same request id, waiting a little longer each time"),
    PAGE_TOKEN_INVALID(
            21481,
            400,
            false,
            "The page token is none that this server gave",
            "Follow the links of a page, and begin anew without one"),

    TOKEN_INVALID(
            20101, 401, false, "The token cannot be read", "Ask the back end for a token, and pass it on as it is"),
    TOKEN_HEADER_INVALID(
            20102,
            401,
            false,
            "The token's header is not that of an access token",
            "Have the back end mint access tokens: HS256, with the content type of one"),
    TOKEN_ISSUER_INVALID(
            20103,
            401,
            false,
            "The token's issuer or subject is unknown",
            "Check the API key and the account that the back end mints tokens with"),
    TOKEN_EXPIRED(20104, 401, false, "The token has expired", "Ask the back end for another token, and update it"),
    TOKEN_NOT_YET_VALID(20105, 401, false, "The token is not valid yet", "Check the back end's clock"),
    TOKEN_GRANTS_INVALID(
            20106,
            401,
            false,
            "The token does not grant this",
            "Have the back end grant this service to this identity"),
    TOKEN_SIGNATURE_INVALID(
            20107,
            401,
            false,
            "The token's signature does not fit its key",
            "Check the secret that the back end signs tokens with"),
    TOKEN_LIFETIME_TOO_LONG(
            20157,
            401,
            false,
            "The token lives longer than 24 hours",
            "Have the back end mint tokens of at most 24 hours"),

    IF_MATCH_MALFORMED(54003, 400, false, "If-Match is not a revision", "Send the revision as it was read"),
    DATA_TOO_LARGE(
            54006,
            413,
            false,
            "The data is larger than the limit",
            "Store less in one place, or have the limit raised"),
    ACCESS_FORBIDDEN(
            54007, 403, false, "The identity has no permission for this", "Ask the back end for the permission"),
    DATA_MALFORMED(54008, 400, false, "The data is not JSON", "Send JSON"),
    RATE_LIMITED(
            54009,
            429,
            true,
            "Too many changes; slow down and try again",
            "Wait a little longer before each repetition"),
    NOTHING_TO_CHANGE(54010, 400, false, "The update says nothing", "Send at least one parameter"),
    TTL_INVALID(
            54011,
            400,
            false,
            "The ttl is not a number of seconds, 0 or more",
            "Send a whole number of seconds, or 0 for never"),
    LIMIT_REACHED(
            54012,
            409,
            false,
            "The service holds as many objects as it may",
            "Remove what is not needed any more, or have the limit raised"),
    CURSOR_TOO_OLD(
            54013,
            410,
            false,
            "Changes this old are forgotten; open the object anew",
            "Open the object anew and read it whole"),

    WEBHOOK_URL_INVALID(
            54051, 400, false, "A webhook's URL is http or https and has at most 512 characters", "Correct the URL"),

    DOCUMENT_NOT_FOUND(54100, 404, false, "The document does not exist", "Open or create it first"),
    DOCUMENT_REVISION_MISMATCH(
            54103,
            412,
            false,
            "The document has another revision",
            "Read it again, and repeat the change on what it is now"),
    LIST_NOT_FOUND(54150, 404, false, "The list does not exist", "Open or create it first"),
    LIST_ITEM_NOT_FOUND(
            54151, 404, false, "The list item does not exist", "Check the index; the item may have been removed"),
    LIST_ITEM_DATA_MISSING(54156, 400, false, "An item needs data", "Send Data"),
    LIST_REVISION_MISMATCH(
            54153,
            412,
            false,
            "The list has another revision",
            "Read it again, and repeat the change on what it is now"),
    LIST_ITEM_REVISION_MISMATCH(
            54155,
            412,
            false,
            "The list item has another revision",
            "Read it again, and repeat the change on what it is now"),
    MAP_NOT_FOUND(54200, 404, false, "The map does not exist", "Open or create it first"),
    MAP_ITEM_NOT_FOUND(
            54201, 404, false, "The map item does not exist", "Check the key; the item may have been removed"),
    MAP_ITEM_DATA_MISSING(54206, 400, false, "An item needs data", "Send Data"),
    MAP_REVISION_MISMATCH(
            54203,
            412,
            false,
            "The map has another revision",
            "Read it again, and repeat the change on what it is now"),
    MAP_ITEM_REVISION_MISMATCH(
            54205,
            412,
            false,
            "The map item has another revision",
            "Read it again, and repeat the change on what it is now"),
    MAP_ITEM_EXISTS(
            54208, 409, false, "The map has an item with this key already", "Update the item instead of adding it"),
    MAP_KEY_INVALID(54209, 400, false, "A key has 1 to 320 characters", "Choose another key"),
    STREAM_NOT_FOUND(54250, 404, false, "The stream does not exist", "Open or create it first"),
    MESSAGE_DATA_MISSING(54251, 400, false, "A message needs data", "Send Data"),
    UNIQUE_NAME_NOT_FOUND(54300, 404, false, "No object has this unique name", "Check the name, or create the object"),
    UNIQUE_NAME_EXISTS(
            54301,
            409,
            false,
            "Another object has this unique name",
            "Open the object of that name, or choose another name"),
    UNIQUE_NAME_INVALID(
            54302,
            400,
            false,
            "A unique name has 1 to 320 characters and does not look like a sid",
            "Choose another name"),
    SYNC_IDENTITY_INVALID(54351, 400, false, "An identity has 1 to 256 characters", "Correct the identity"),
    ORDER_INVALID(54451, 400, false, "Order is asc or desc", "Send asc or desc"),
    BOUNDS_INVALID(54452, 400, false, "Bounds is inclusive or exclusive", "Send inclusive or exclusive"),
    FRIENDLY_NAME_MISSING(50000, 400, false, "A friendly name is needed", "Send a FriendlyName"),

    FRIENDLY_NAME_TOO_LONG(50003, 400, false, "A friendly name has at most 256 characters", "Choose a shorter name"),
    CHANNEL_NAME_TOO_LONG(
            50004, 400, false, "A channel's unique name has at most 256 characters", "Choose a shorter name"),
    ROLE_NOT_FOUND(50100, 404, false, "The role does not exist", "Check the sid of the role"),
    CHANNEL_ROLE_UNKNOWN(50101, 400, false, "There is no such role for channels", "Check the sid of the role"),
    SERVICE_ROLE_UNKNOWN(50102, 400, false, "There is no such role for the service", "Check the sid of the role"),
    PERMISSION_UNKNOWN(50104, 400, false, "There is no such permission", "Check the names of the permissions"),
    ROLE_TYPE_INVALID(50105, 400, false, "A role is for a channel or for a deployment", "Send channel or deployment"),
    CREATOR_ROLE_UNKNOWN(
            50106, 400, false, "There is no such role for creators of channels", "Check the sid of the role"),
    WEBHOOK_REFUSED(50056, 403, false, "The app's back end refuses this", "Nothing: the back end's own rules say no"),
    WEBHOOK_FAILED(
            50057,
            403,
            false,
            "The app's back end, which has to allow this, cannot be reached or fails",
            "See to the back end that the service's pre-event webhook names"),
    WEBHOOK_METHOD_INVALID(50055, 400, false, "A webhook's method is GET or POST", "Send GET or POST"),
    CHAT_WEBHOOK_URL_INVALID(
            50077, 400, false, "A webhook's URL is http or https and has at most 512 characters", "Correct the URL"),
    CHANNEL_WEBHOOK_NOT_FOUND(50320, 404, false, "The channel has no such webhook", "Check the sid of the webhook"),
    CHANNEL_WEBHOOKS_FULL(50321, 403, false, "A channel has at most five webhooks", "Remove one first"),
    CHANNEL_WEBHOOK_TYPE_INVALID(
            50324, 400, false, "A webhook is a webhook, a trigger or studio", "Send webhook, trigger or studio"),
    CHANNEL_WEBHOOK_FILTER_INVALID(50325, 400, false, "There is no such event", "Check the names of the events"),
    CHANNEL_WEBHOOK_URL_MISSING(50329, 400, false, "A webhook needs a URL", "Send Configuration.Url"),
    CHANNEL_WEBHOOK_FILTERS_MISSING(50330, 400, false, "A webhook needs events", "Send Configuration.Filters"),
    CHANNEL_WEBHOOK_TRIGGERS_INVALID(
            50331, 400, false, "A trigger needs one to five texts", "Send Configuration.Triggers"),
    CHAT_FORBIDDEN(
            50107,
            403,
            false,
            "The user's roles do not allow this",
            "Have the role extended, or another one given to the user"),
    USER_NOT_FOUND(
            50200,
            404,
            false,
            "The user does not exist",
            "Check the identity or sid; users come into being with their first connection"),
    USER_EXISTS(50201, 409, false, "The user exists already", "Update the user instead"),
    IDENTITY_RESERVED(50203, 400, false, "This identity is that of back ends", "Choose another identity"),
    IDENTITY_MISSING(50204, 400, false, "An identity is needed", "Send an Identity"),
    IDENTITY_LIKE_SID(50206, 400, false, "An identity does not look like a user's sid", "Choose another identity"),
    IDENTITY_INVALID(50207, 400, false, "An identity has 1 to 256 characters", "Choose another identity"),
    USER_CHANNELS_FULL(
            50208,
            403,
            false,
            "The user has as many channels as the service allows",
            "Leave a channel first, or have the limit raised"),
    NOTIFICATION_LEVEL_INVALID(50210, 400, false, "A notification level is default or muted", "Send default or muted"),
    INVITATION_EXISTS(50212, 409, false, "The user is invited already", "Nothing is left to do"),
    CHANNEL_NOT_FOUND(
            50300,
            404,
            false,
            "The channel does not exist",
            "Check the sid or name; a private channel is hidden from whoever is not in it"),
    ATTRIBUTES_TOO_LONG(50303, 400, false, "The attributes are longer than the limit", "Store less in the attributes"),
    ATTRIBUTES_MALFORMED(
            50304, 400, false, "The attributes are not the text of a JSON object", "Send a JSON object as text"),
    CHANNEL_NAME_INVALID(
            50306, 400, false, "A channel's unique name does not look like a channel's sid", "Choose another name"),
    CHANNEL_NAME_EXISTS(
            50307,
            409,
            false,
            "Another channel has this unique name",
            "Look the channel of that name up, or choose another name"),
    DATE_CREATED_INVALID(
            50308, 400, false, "The date of creation is not ISO 8601", "Send a date such as 2026-01-31T12:00:00Z"),
    DATE_UPDATED_INVALID(
            50309,
            400,
            false,
            "The date of the last change is not ISO 8601",
            "Send a date such as 2026-01-31T12:00:00Z"),
    AUTHOR_INVALID(50310, 400, false, "An author has 1 to 256 characters", "Send an author of 1 to 256 characters"),
    NOT_A_MEMBER(50400, 403, false, "The user is not a member of the channel", "Join the channel first"),
    MEMBER_NOT_FOUND(
            50402, 404, false, "The member does not exist", "Check the sid or identity; the member may have left"),
    CHANNEL_FULL(
            50403,
            403,
            false,
            "The channel has as many members as the service allows",
            "Wait until somebody leaves, or have the limit raised"),
    MEMBER_EXISTS(50404, 409, false, "The user is a member already", "Nothing is left to do"),
    CONSUMPTION_DATE_INVALID(
            50405, 400, false, "The date of consumption is not ISO 8601", "Send a date such as 2026-01-31T12:00:00Z"),
    CONSUMED_INDEX_INVALID(
            50406, 400, false, "The consumed index is not a number, 0 or more", "Send the index of a message"),
    MESSAGE_NOT_FOUND(
            50500,
            404,
            false,
            "The message does not exist",
            "Check the sid or index; the message may have been removed"),
    BODY_TOO_LONG(50504, 400, false, "A message's text has at most 32 KiB", "Send a shorter text, or several messages"),
    INVITATION_NOT_FOUND(
            50601, 404, false, "The user is not invited", "Nothing is left to do, unless the identity is wrong");

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
    private final String remedy;

    ErrorCode(int number, int httpStatus, boolean retryable, String meaning, String remedy) {
        this.number = number;
        this.httpStatus = httpStatus;
        this.retryable = retryable;
        this.meaning = meaning;
        this.remedy = remedy;
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

    /** What to do about it, as one sentence. */
    public String remedy() {
        return remedy;
    }
}
