package dev.chorus.contract.channel;

import org.jspecify.annotations.Nullable;

/**
 * Reads a page of all channels of the service in the order of their creation, which is the same for every page size.
 * Only back ends may.
 *
 * @param type of which type; null for both
 * @param from where the page begins, as {@link ChannelPage#next} said; null for the first page
 * @param limit how many at most
 */
public record ListChannels(
        @Nullable ChannelType type, @Nullable String from, int limit) implements ChannelCommand<ChannelPage> {}
