package dev.chorus.contract.member;

import dev.chorus.contract.channel.ChannelSid;

/**
 * Changes a member's attributes. Fails with {@link dev.chorus.contract.error.ErrorCode#MEMBER_NOT_FOUND} too.
 *
 * @param channel the channel
 * @param member the member's sid or identity
 * @param attributes the new attributes, the text of a JSON object
 */
public record UpdateMember(ChannelSid channel, String member, String attributes)
        implements MemberCommand<MemberState> {}
