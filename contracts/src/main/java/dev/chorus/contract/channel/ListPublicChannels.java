package dev.chorus.contract.channel;

import org.jspecify.annotations.Nullable;

/**
 * Reads a page of the service's public channels, in the order of their sids, which is the same for every page size.
 *
 * @param from where the page begins, as {@link ChannelPage#next} said; null for the first page
 * @param limit how many at most
 */
public record ListPublicChannels(@Nullable String from, int limit) implements ChannelCommand<ChannelPage> {}
