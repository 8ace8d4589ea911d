package dev.chorus.contract.member;

import dev.chorus.contract.Done;
import dev.chorus.contract.channel.ChannelSid;

/**
 * Invites a user, who sees the channel from then on. A user who never was there is made. Fails with
 * {@link dev.chorus.contract.error.ErrorCode#MEMBER_EXISTS} and
 * {@link dev.chorus.contract.error.ErrorCode#INVITATION_EXISTS} too.
 *
 * @param channel the channel
 * @param identity who
 */
public record InviteMember(ChannelSid channel, String identity) implements MemberCommand<Done> {}
