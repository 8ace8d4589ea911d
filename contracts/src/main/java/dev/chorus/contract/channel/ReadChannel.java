package dev.chorus.contract.channel;

/**
 * Reads a channel.
 *
 * @param channel its sid or unique name; a text of a sid's form is a sid
 */
public record ReadChannel(String channel) implements ChannelCommand<ChannelState> {}
