package dev.chorus.contract.member;

import dev.chorus.contract.channel.ChannelSid;

/**
 * Sets whether the caller wants to be notified.
 *
 * @param channel of which channel's messages
 * @param level whether
 */
public record SetNotificationLevel(ChannelSid channel, NotificationLevel level)
        implements MemberCommand<MembershipState> {}
