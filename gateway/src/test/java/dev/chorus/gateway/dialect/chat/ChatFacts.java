package dev.chorus.gateway.dialect.chat;

import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.channel.ChannelState;
import dev.chorus.contract.channel.ChannelType;
import dev.chorus.contract.channel.LastMessage;
import dev.chorus.contract.member.InvitationState;
import dev.chorus.contract.member.MemberState;
import dev.chorus.contract.member.MembershipState;
import dev.chorus.contract.member.MembershipStatus;
import dev.chorus.contract.member.NotificationLevel;
import dev.chorus.contract.message.MessageSid;
import dev.chorus.contract.message.MessageState;
import dev.chorus.contract.role.MessagingSettings;
import dev.chorus.contract.user.UserSid;
import dev.chorus.contract.user.UserState;
import dev.chorus.gateway.stage.Tokens;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One channel with one member, one message and one user, as the messaging service would answer them. */
final class ChatFacts {
    static final ChannelSid CHANNEL = new ChannelSid("CH" + "1a".repeat(16));
    static final String MEMBER = "MB" + "5".repeat(32);
    static final String CREATED = "2026-05-04T10:11:12.345Z";
    static final String UPDATED = "2026-05-04T12:00:00.000Z";
    static final long CREATED_MILLIS = Instant.parse(CREATED).toEpochMilli();
    static final long UPDATED_MILLIS = Instant.parse(UPDATED).toEpochMilli();
    static final MessageSid MESSAGE = MessageSid.of(CHANNEL, 41);
    static final UserSid ANN = UserSid.of(Tokens.SERVICE, "ann");

    private ChatFacts() {}

    static ChannelState channel() {
        return channel("lobby", "Lobby");
    }

    static ChannelState channel(@Nullable String uniqueName, @Nullable String friendlyName) {
        return new ChannelState(
                CHANNEL,
                ChannelType.PUBLIC,
                uniqueName,
                friendlyName,
                "{\"floor\":2}",
                "ann",
                CREATED_MILLIS,
                UPDATED_MILLIS,
                42,
                3,
                new LastMessage(41, UPDATED_MILLIS));
    }

    static MembershipState membership(@Nullable Long horizon, long unread) {
        return new MembershipState(
                channel(), MembershipStatus.JOINED, NotificationLevel.MUTED, horizon, unread, MEMBER);
    }

    static MemberState member() {
        return new MemberState(
                MEMBER, CHANNEL, "bob", Tokens.ROLE, "{\"a\":1}", CREATED_MILLIS, UPDATED_MILLIS, 39L, UPDATED_MILLIS);
    }

    static InvitationState invitation() {
        return new InvitationState("IN" + "4".repeat(32), CHANNEL, "dora", Tokens.ROLE, "ann", CREATED_MILLIS);
    }

    static MessageState message() {
        return new MessageState(
                MESSAGE, CHANNEL, 41, "ann", MEMBER, "hello", "{\"k\":1}", CREATED_MILLIS, UPDATED_MILLIS, "bob", true);
    }

    static UserState user(String identity, @Nullable Boolean online) {
        return new UserState(
                UserSid.of(Tokens.SERVICE, identity),
                identity,
                null,
                "{}",
                Tokens.ROLE,
                online,
                online == null ? null : Boolean.FALSE,
                CREATED_MILLIS,
                UPDATED_MILLIS,
                null);
    }

    static MessagingSettings settings(boolean reachability) {
        return new MessagingSettings(Tokens.ROLE, Tokens.ROLE, Tokens.ROLE, reachability, 5, 10, 100, 250, true);
    }
}
