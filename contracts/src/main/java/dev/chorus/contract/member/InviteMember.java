package dev.chorus.contract.member;

import dev.chorus.contract.channel.ChannelSid;
import org.jspecify.annotations.Nullable;

/**
 * Invites a user, who sees the channel from then on. A user who never was there is made. Fails with
 * {@link dev.chorus.contract.error.ErrorCode#MEMBER_EXISTS} and
 * {@link dev.chorus.contract.error.ErrorCode#INVITATION_EXISTS} too.
 *
 * @param channel the channel
 * @param identity who
 * @param roleSid the role in the channel after accepting, which only back ends may give; null for the usual one
 */
public record InviteMember(
        ChannelSid channel, String identity, @Nullable String roleSid) implements MemberCommand<InvitationState> {

    /** An invitation as usual. */
    public InviteMember(ChannelSid channel, String identity) {
        this(channel, identity, null);
    }
}
