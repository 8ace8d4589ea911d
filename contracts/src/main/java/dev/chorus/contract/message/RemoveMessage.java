package dev.chorus.contract.message;

import dev.chorus.contract.Done;
import dev.chorus.contract.channel.ChannelSid;

/**
 * Removes a message; its index is not used again. Fails with
 * {@link dev.chorus.contract.error.ErrorCode#MESSAGE_NOT_FOUND} too.
 *
 * @param channel where
 * @param index which
 */
public record RemoveMessage(ChannelSid channel, long index) implements MessageCommand<Done> {}
