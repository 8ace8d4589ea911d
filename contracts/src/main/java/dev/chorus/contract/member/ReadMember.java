package dev.chorus.contract.member;

import dev.chorus.contract.channel.ChannelSid;

/**
 * Reads a member. Only members and back ends may. Fails with
 * {@link dev.chorus.contract.error.ErrorCode#MEMBER_NOT_FOUND} too.
 *
 * @param channel the channel
 * @param member the member's sid or identity
 */
public record ReadMember(ChannelSid channel, String member) implements MemberCommand<MemberState> {}
