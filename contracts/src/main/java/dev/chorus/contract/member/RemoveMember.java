package dev.chorus.contract.member;

import dev.chorus.contract.Done;
import dev.chorus.contract.channel.ChannelSid;

/**
 * Ends a membership; the caller's own is left by that. Fails with
 * {@link dev.chorus.contract.error.ErrorCode#MEMBER_NOT_FOUND} too.
 *
 * @param channel the channel
 * @param member the member's sid or identity; a text of a member sid's form is a sid
 */
public record RemoveMember(ChannelSid channel, String member) implements MemberCommand<Done> {}
