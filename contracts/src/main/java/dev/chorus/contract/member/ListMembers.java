package dev.chorus.contract.member;

import dev.chorus.contract.channel.ChannelSid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page of a channel's members. Only members and back ends may.
 *
 * @param channel the channel
 * @param identities whom to look for, all of whom are on the one page; empty for everybody
 * @param from where the page begins, as {@link MemberPage#next} said; null for the first page
 * @param limit how many at most
 */
public record ListMembers(
        ChannelSid channel,
        List<String> identities,
        @Nullable String from,
        int limit) implements MemberCommand<MemberPage> {}
