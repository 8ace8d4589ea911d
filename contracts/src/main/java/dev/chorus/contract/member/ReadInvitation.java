package dev.chorus.contract.member;

import dev.chorus.contract.channel.ChannelSid;

/**
 * Reads an open invitation. Only back ends may. Fails with
 * {@link dev.chorus.contract.error.ErrorCode#INVITATION_NOT_FOUND} too.
 *
 * @param channel the channel
 * @param invitation the invitation's sid, or who is invited
 */
public record ReadInvitation(ChannelSid channel, String invitation) implements MemberCommand<InvitationState> {}
