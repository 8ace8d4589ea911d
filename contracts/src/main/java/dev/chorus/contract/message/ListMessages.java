package dev.chorus.contract.message;

import dev.chorus.contract.channel.ChannelSid;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page of a channel's messages by their indexes. Only members and back ends may.
 *
 * @param channel where
 * @param from the index at which the page begins, in the direction of its order; null for the first page
 * @param newestFirst whether it goes down from there
 * @param limit how many at most
 */
public record ListMessages(ChannelSid channel, @Nullable Long from, boolean newestFirst, int limit)
        implements MessageCommand<MessagePage> {}
