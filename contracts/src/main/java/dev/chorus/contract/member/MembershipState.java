package dev.chorus.contract.member;

import dev.chorus.contract.Reply;
import dev.chorus.contract.channel.ChannelState;
import org.jspecify.annotations.Nullable;

/**
 * A channel as one of its users has it.
 *
 * @param channel the channel
 * @param status what the user is to it
 * @param notificationLevel whether the user wants to be notified
 * @param lastConsumedMessageIndex the user's consumption horizon; null for none
 * @param unreadMessagesCount how many messages lie beyond the horizon; all of them where there is none
 * @param memberSid the member's sid, {@code MB…}; null for who is none
 */
public record MembershipState(
        ChannelState channel,
        MembershipStatus status,
        NotificationLevel notificationLevel,
        @Nullable Long lastConsumedMessageIndex,
        long unreadMessagesCount,
        @Nullable String memberSid)
        implements Reply {}
