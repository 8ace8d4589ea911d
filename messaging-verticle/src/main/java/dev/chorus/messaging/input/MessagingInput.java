package dev.chorus.messaging.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.member.Horizon;
import dev.chorus.contract.user.UserSid;
import dev.chorus.contract.value.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The limits of names, texts and attributes. Each method throws the refusal that goes with it. */
public final class MessagingInput {
    /** How long a message's text may be, in UTF-8. */
    public static final int BODY_BYTES = 32 * 1024;

    /** How long attributes may be, in UTF-8. */
    public static final int ATTRIBUTES_BYTES = 32 * 1024;

    /** How many characters a name may have. */
    public static final int NAME_CHARACTERS = 256;

    /** Dates have four digits for the year. */
    private static final long LAST_MILLIS =
            Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    private static final long LARGEST_INDEX = (1L << 40) - 1;
    private static final Origin HERE = new Origin(null, null, null, null);
    private static final String NO_ATTRIBUTES = "{}";
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private MessagingInput() {}

    /** A unique name, which may be absent; empty for none. */
    public static @Nullable String uniqueName(@Nullable String name) {
        if (name == null) {
            return null;
        }
        if (name.length() > NAME_CHARACTERS) {
            throw new RequestFailedException(ErrorCode.CHANNEL_NAME_TOO_LONG);
        }
        if (ChannelSid.isSid(name)) {
            throw new RequestFailedException(ErrorCode.CHANNEL_NAME_INVALID);
        }
        return wellFormed(name);
    }

    /** A friendly name, which may be absent; empty for none. */
    public static @Nullable String friendlyName(@Nullable String name) {
        if (name == null) {
            return null;
        }
        if (name.length() > NAME_CHARACTERS) {
            throw new RequestFailedException(ErrorCode.FRIENDLY_NAME_TOO_LONG);
        }
        return wellFormed(name);
    }

    /** Attributes; those of nothing where they are absent. */
    public static String attributesOrNone(@Nullable String attributes) {
        String checked = attributes(attributes);
        return checked == null ? NO_ATTRIBUTES : checked;
    }

    /** Attributes, which may be absent. */
    public static @Nullable String attributes(@Nullable String attributes) {
        if (attributes == null) {
            return null;
        }
        if (utf8Length(attributes) > ATTRIBUTES_BYTES) {
            throw new RequestFailedException(ErrorCode.ATTRIBUTES_TOO_LONG);
        }
        try {
            JsonNode value = JSON.readTree(attributes);
            if (value == null || !value.isObject()) {
                throw new RequestFailedException(ErrorCode.ATTRIBUTES_MALFORMED);
            }
        } catch (JsonProcessingException e) {
            throw new RequestFailedException(ErrorCode.ATTRIBUTES_MALFORMED);
        }
        return wellFormed(attributes);
    }

    /** A message's text, which may be absent. */
    public static @Nullable String body(@Nullable String body) {
        if (body == null) {
            return null;
        }
        if (utf8Length(body) > BODY_BYTES) {
            throw new RequestFailedException(ErrorCode.BODY_TOO_LONG);
        }
        return wellFormed(body);
    }

    /** An identity. */
    public static String identity(String identity) {
        if (identity.isEmpty() || identity.length() > NAME_CHARACTERS) {
            throw new RequestFailedException(ErrorCode.IDENTITY_INVALID);
        }
        if (identity.equals(Caller.BACK_END)) {
            throw new RequestFailedException(ErrorCode.IDENTITY_RESERVED);
        }
        return wellFormed(identity);
    }

    /** An identity that a user is to be made of. */
    public static String newIdentity(String identity) {
        if (UserSid.isSid(identity)) {
            throw new RequestFailedException(ErrorCode.IDENTITY_LIKE_SID);
        }
        return identity(identity);
    }

    /** Where something comes from, which only back ends may say. */
    public static Origin origin(Caller caller, @Nullable Origin origin) {
        if (origin == null) {
            return HERE;
        }
        onlyBackEnd(caller);
        checkAuthor(origin.author());
        checkAuthor(origin.updatedBy());
        checkDate(origin.createdMillis(), ErrorCode.DATE_CREATED_INVALID);
        checkDate(origin.updatedMillis(), ErrorCode.DATE_UPDATED_INVALID);
        return origin;
    }

    /** How far somebody has read, which only back ends may say of others. */
    public static @Nullable Horizon horizon(Caller caller, @Nullable Horizon horizon) {
        if (horizon == null) {
            return null;
        }
        onlyBackEnd(caller);
        Long index = horizon.messageIndex();
        if (index != null && (index < 0 || index > LARGEST_INDEX)) {
            throw new RequestFailedException(ErrorCode.CONSUMED_INDEX_INVALID);
        }
        checkDate(horizon.setMillis(), ErrorCode.CONSUMPTION_DATE_INVALID);
        return horizon;
    }

    /** Fails with {@link ErrorCode#CHAT_FORBIDDEN} for clients. */
    public static void onlyBackEnd(Caller caller) {
        if (!caller.backEnd()) {
            throw new RequestFailedException(ErrorCode.CHAT_FORBIDDEN);
        }
    }

    private static void checkAuthor(@Nullable String author) {
        if (author != null && (author.isEmpty() || author.length() > NAME_CHARACTERS)) {
            throw new RequestFailedException(ErrorCode.AUTHOR_INVALID);
        }
    }

    private static void checkDate(@Nullable Long millis, ErrorCode code) {
        if (millis != null && (millis < 0 || millis > LAST_MILLIS)) {
            throw new RequestFailedException(code);
        }
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Halves of characters that stand alone have no UTF-8 and are replaced before anybody stores them. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
