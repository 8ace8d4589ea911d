package dev.chorus.client.messaging;

import java.util.List;

/**
 * A channel is another now.
 *
 * @param channel the channel
 * @param changes the fields that changed, {@code friendlyName} for instance
 */
public record ChannelUpdated(Channel channel, List<String> changes) {}
