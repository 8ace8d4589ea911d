package dev.chorus.contract.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.value.Sha256;
import java.util.HexFormat;
import java.util.OptionalLong;

/**
 * The id of a message: {@code IM} and 32 hexadecimal digits, which follow from channel and index, so that a message is
 * found by its sid without an index of sids.
 *
 * @param value the sid as clients see it
 */
public record MessageSid(@JsonValue String value) {
    private static final String PREFIX = "IM";
    private static final int CHANNEL_DIGITS = 22;
    private static final int INDEX_DIGITS = 10;

    /** The sid of a channel's message. */
    public static MessageSid of(ChannelSid channel, long index) {
        return new MessageSid(prefixIn(channel) + HexFormat.of().toHexDigits(index, INDEX_DIGITS));
    }

    /** What the sids of all messages of a channel begin with; the index follows, in ten hexadecimal digits. */
    public static String prefixIn(ChannelSid channel) {
        String digits = HexFormat.of().formatHex(Sha256.of("message", channel.value()));
        return PREFIX + digits.substring(0, CHANNEL_DIGITS);
    }

    /** Checks the form. */
    @JsonCreator
    public MessageSid {
        if (!value.startsWith(PREFIX) || !ObjectSid.isSid(value)) {
            throw new IllegalArgumentException("message sid: " + value + " (expected: IM and 32 hex digits)");
        }
    }

    /** The index that a text names, if it is the sid of a message of this channel. */
    public static OptionalLong indexIn(ChannelSid channel, String text) {
        if (!text.startsWith(PREFIX) || !ObjectSid.isSid(text)) {
            return OptionalLong.empty();
        }
        long index = HexFormat.fromHexDigitsToLong(text, text.length() - INDEX_DIGITS, text.length());
        return of(channel, index).value.equals(text) ? OptionalLong.of(index) : OptionalLong.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
