package dev.chorus.contract.user;

import dev.chorus.contract.channel.ChannelSid;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page of the users who are members of a channel; only its members may.
 *
 * @param channel the channel
 * @param from where the page begins, as {@link UserPage#next} said; null for the first page
 * @param limit how many at most
 */
public record ListChannelUsers(ChannelSid channel, @Nullable String from, int limit) implements UserCommand<UserPage> {}
