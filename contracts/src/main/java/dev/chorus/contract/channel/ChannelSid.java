package dev.chorus.contract.channel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;

/**
 * The id of a channel: {@code CH} and 32 hexadecimal digits. The channel's three objects have the same digits, so that
 * they lie in one partition and nobody has to look their sids up.
 *
 * @param value the sid as clients see it
 */
public record ChannelSid(@JsonValue String value) {
    private static final String PREFIX = "CH";

    /** Checks the form. */
    @JsonCreator
    public ChannelSid {
        if (!isSid(value)) {
            throw new IllegalArgumentException("channel sid: " + value + " (expected: CH and 32 hex digits)");
        }
    }

    /** Whether a text has the form of a channel's sid, which unique names must not have. */
    public static boolean isSid(String text) {
        return text.startsWith(PREFIX) && ObjectSid.isSid(text);
    }

    /** The document about the channel itself. */
    public ObjectSid document() {
        return object(ObjectType.DOCUMENT);
    }

    /** The list of its messages; an item's index is the message's. */
    public ObjectSid messages() {
        return object(ObjectType.LIST);
    }

    /** The map of its members by their sids. */
    public ObjectSid roster() {
        return object(ObjectType.MAP);
    }

    private ObjectSid object(ObjectType type) {
        return new ObjectSid(type.sidPrefix() + value.substring(PREFIX.length()));
    }

    @Override
    public String toString() {
        return value;
    }
}
