package dev.chorus.contract.member;

import dev.chorus.contract.channel.ChannelSid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page of a channel's open invitations. Only back ends may.
 *
 * @param channel the channel
 * @param identities whose, all of which are on the one page; empty for everybody's
 * @param from where the page begins, as {@link InvitationPage#next} said; null for the first page
 * @param limit how many at most
 */
public record ListInvitations(
        ChannelSid channel,
        List<String> identities,
        @Nullable String from,
        int limit) implements MemberCommand<InvitationPage> {}
