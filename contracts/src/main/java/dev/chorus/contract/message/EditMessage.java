package dev.chorus.contract.message;

import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.value.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Changes a message. Fails with {@link dev.chorus.contract.error.ErrorCode#MESSAGE_NOT_FOUND} too.
 *
 * @param channel where
 * @param index which
 * @param body the new text; null leaves it
 * @param attributes the new attributes, the text of a JSON object; null leaves them
 * @param origin what else is to be said of where it comes from
 */
public record EditMessage(
        ChannelSid channel,
        long index,
        @Nullable String body,
        @Nullable String attributes,
        @Nullable Origin origin) implements MessageCommand<MessageState> {

    /** The caller's own change. */
    public EditMessage(ChannelSid channel, long index, @Nullable String body, @Nullable String attributes) {
        this(channel, index, body, attributes, null);
    }
}
