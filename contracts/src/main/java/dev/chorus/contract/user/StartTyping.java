package dev.chorus.contract.user;

import dev.chorus.contract.channel.ChannelSid;

/**
 * Tells the other members of a channel that the caller is typing.
 *
 * @param channel where
 */
public record StartTyping(ChannelSid channel) implements UserCommand<TypingStarted> {}
