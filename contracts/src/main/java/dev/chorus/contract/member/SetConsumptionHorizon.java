package dev.chorus.contract.member;

import dev.chorus.contract.channel.ChannelSid;
import org.jspecify.annotations.Nullable;

/**
 * Sets how far the caller has read, up or down.
 *
 * @param channel where
 * @param lastConsumedMessageIndex the index of the last message read; null for none
 */
public record SetConsumptionHorizon(
        ChannelSid channel, @Nullable Long lastConsumedMessageIndex) implements MemberCommand<MembershipState> {}
