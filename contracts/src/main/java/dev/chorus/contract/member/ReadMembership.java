package dev.chorus.contract.member;

import dev.chorus.contract.channel.ChannelSid;

/**
 * Reads one of the caller's channels. Fails with {@link dev.chorus.contract.error.ErrorCode#CHANNEL_NOT_FOUND} where
 * the channel is none of them.
 *
 * @param channel which
 */
public record ReadMembership(ChannelSid channel) implements MemberCommand<MembershipState> {}
