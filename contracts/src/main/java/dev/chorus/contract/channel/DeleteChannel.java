package dev.chorus.contract.channel;

import dev.chorus.contract.Done;

/**
 * Removes a channel with its messages and members, and everybody's entry of it.
 *
 * @param channel its sid
 */
public record DeleteChannel(ChannelSid channel) implements ChannelCommand<Done> {}
