package dev.chorus.contract.message;

import dev.chorus.contract.channel.ChannelSid;

/**
 * Reads a message. Only members and back ends may. Fails with
 * {@link dev.chorus.contract.error.ErrorCode#MESSAGE_NOT_FOUND} too.
 *
 * @param channel where
 * @param index which
 */
public record ReadMessage(ChannelSid channel, long index) implements MessageCommand<MessageState> {}
