package dev.chorus.contract.message;

import dev.chorus.contract.channel.ChannelSid;
import org.jspecify.annotations.Nullable;

/**
 * Changes a message. Fails with {@link dev.chorus.contract.error.ErrorCode#MESSAGE_NOT_FOUND} too.
 *
 * @param channel where
 * @param index which
 * @param body the new text; null leaves it
 * @param attributes the new attributes, the text of a JSON object; null leaves them
 */
public record EditMessage(
        ChannelSid channel,
        long index,
        @Nullable String body,
        @Nullable String attributes) implements MessageCommand<MessageState> {}
