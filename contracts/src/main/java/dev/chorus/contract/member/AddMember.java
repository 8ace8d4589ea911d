package dev.chorus.contract.member;

import dev.chorus.contract.channel.ChannelSid;

/**
 * Makes a user a member; with the caller's own identity that is joining, which also accepts an invitation. A user who
 * never was there is made. Fails with {@link dev.chorus.contract.error.ErrorCode#MEMBER_EXISTS} and
 * {@link dev.chorus.contract.error.ErrorCode#CHANNEL_FULL} too.
 *
 * @param channel the channel
 * @param identity who
 */
public record AddMember(ChannelSid channel, String identity) implements MemberCommand<MemberState> {}
