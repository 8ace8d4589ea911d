package dev.chorus.messaging.member;

import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.member.Horizon;
import dev.chorus.contract.value.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Who is to become a member, checked.
 *
 * @param channel of which channel
 * @param identity who
 * @param roleSid with which role; null for the usual one
 * @param attributes with which attributes; null for none
 * @param horizon how far the member has read; null for nothing
 * @param origin where the membership comes from
 */
record NewMember(
        ChannelSid channel,
        String identity,
        @Nullable String roleSid,
        @Nullable String attributes,
        @Nullable Horizon horizon,
        Origin origin) {}
