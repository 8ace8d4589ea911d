package dev.chorus.messaging.channel;

import dev.chorus.contract.channel.ChannelState;
import dev.chorus.contract.member.MembershipState;
import dev.chorus.contract.member.MembershipStatus;
import dev.chorus.contract.member.NotificationLevel;
import dev.chorus.store.script.ScriptReply;
import org.jspecify.annotations.Nullable;

/**
 * A channel as one identity has it, at one version.
 *
 * @param channel the channel
 * @param version its version
 * @param status what the identity is to it; null for nothing
 * @param level whether the identity wants to be notified
 * @param horizon how far the identity has read; null for no horizon
 * @param unread how many messages lie beyond the horizon
 * @param memberSid the member's sid; null for who is none
 */
public record ChannelView(
        ChannelState channel,
        long version,
        @Nullable MembershipStatus status,
        NotificationLevel level,
        @Nullable Long horizon,
        long unread,
        @Nullable String memberSid) {

    static ChannelView decode(ScriptReply reply) {
        String horizon = reply.text(7);
        return new ChannelView(
                ChannelDocument.state(reply.bytes(0), reply.number(1), reply.number(2)),
                reply.number(3),
                status(reply.text(4)),
                reply.text(6).equals("m") ? NotificationLevel.MUTED : NotificationLevel.DEFAULT,
                horizon.isEmpty() ? null : Long.valueOf(horizon),
                reply.number(8),
                reply.text(9).isEmpty() ? null : reply.text(9));
    }

    /** Whether the identity is a member. */
    public boolean isMember() {
        return status == MembershipStatus.JOINED;
    }

    /** The same as clients see it; null where the identity has nothing to do with the channel. */
    public @Nullable MembershipState membership() {
        return status == null ? null : new MembershipState(channel, status, level, horizon, unread, memberSid);
    }

    private static @Nullable MembershipStatus status(String letter) {
        return switch (letter) {
            case "J" -> MembershipStatus.JOINED;
            case "I" -> MembershipStatus.INVITED;
            case "C" -> MembershipStatus.NOT_PARTICIPATING;
            default -> null;
        };
    }
}
