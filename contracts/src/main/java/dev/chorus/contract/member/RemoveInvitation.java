package dev.chorus.contract.member;

import dev.chorus.contract.Done;
import dev.chorus.contract.channel.ChannelSid;

/**
 * Takes an invitation back; the caller's own is declined by that. Fails with
 * {@link dev.chorus.contract.error.ErrorCode#INVITATION_NOT_FOUND} too.
 *
 * @param channel the channel
 * @param identity who was invited
 */
public record RemoveInvitation(ChannelSid channel, String identity) implements MemberCommand<Done> {}
