package dev.chorus.gateway.dialect.backend;

import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.member.ListMemberships;
import dev.chorus.contract.member.MembershipState;
import dev.chorus.contract.member.MembershipStatus;
import dev.chorus.contract.member.NotificationLevel;
import dev.chorus.contract.member.ReadMembership;
import dev.chorus.contract.member.RemoveInvitation;
import dev.chorus.contract.member.RemoveMember;
import dev.chorus.contract.member.SetNotificationLevel;
import dev.chorus.contract.member.UpdateMember;
import dev.chorus.contract.user.ReadUser;
import dev.chorus.contract.user.UserState;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayResponse;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Channels as a user has them (REST specification, section 5.9). */
final class ChatUserChannelRoutes {
    private static final int MOST = 50;

    private ChatUserChannelRoutes() {}

    static void addTo(RestRoutes routes) {
        String all = "/Users/{user}/Channels";
        String one = all + "/{channel}";
        routes.add("GET", all, ChatUserChannelRoutes::list)
                .add("GET", one, ChatUserChannelRoutes::fetch)
                .add("POST", one, ChatUserChannelRoutes::update)
                .add("DELETE", one, ChatUserChannelRoutes::delete);
    }

    private static Future<GatewayResponse> list(RestRequest request) {
        return user(request).compose(user -> {
            RestPages pages = RestPages.of(request.http(), request.url("/Users/" + user.sid() + "/Channels"), MOST);
            return request.askAs(user.identity(), new ListMemberships(pages.from(), pages.size()))
                    .map(page -> pages.answer(
                            "channels",
                            page.memberships(),
                            page.next(),
                            (json, membership) -> fields(json, request, user, membership)));
        });
    }

    private static Future<GatewayResponse> fetch(RestRequest request) {
        return user(request)
                .compose(user -> request.channel(2)
                        .compose(channel -> request.askAs(user.identity(), new ReadMembership(channel)))
                        .map(membership -> answer(request, user, membership)));
    }

    private static Future<GatewayResponse> update(RestRequest request) {
        NotificationLevel level = level(request.form().textOrNothing("NotificationLevel"));
        return user(request)
                .compose(user -> request.channel(2)
                        .compose(channel -> setHorizon(request, channel, user)
                                .compose(set -> level == null
                                        ? request.askAs(user.identity(), new ReadMembership(channel))
                                        : request.askAs(user.identity(), new SetNotificationLevel(channel, level))))
                        .map(membership -> answer(request, user, membership)));
    }

    private static Future<?> setHorizon(RestRequest request, ChannelSid channel, UserState user) {
        return ChatMemberRoutes.horizon(request, channel, user.identity())
                .compose(horizon -> horizon == null
                        ? Future.succeededFuture()
                        : request.ask(new UpdateMember(channel, user.identity(), null, null, horizon, null))
                                .mapEmpty());
    }

    /** Leaves the channel, or declines the invitation to it. */
    private static Future<GatewayResponse> delete(RestRequest request) {
        return user(request)
                .compose(user -> request.channel(2)
                        .compose(channel -> request.askAs(user.identity(), new ReadMembership(channel))
                                .compose(membership -> request.ask(
                                        membership.status() == MembershipStatus.INVITED
                                                ? new RemoveInvitation(channel, user.identity())
                                                : new RemoveMember(channel, user.identity())))))
                .map(done -> GatewayResponse.noContent());
    }

    private static Future<UserState> user(RestRequest request) {
        return request.ask(new ReadUser(request.path().get(1)));
    }

    private static @Nullable NotificationLevel level(@Nullable String word) {
        if (word == null) {
            return null;
        }
        for (NotificationLevel level : NotificationLevel.values()) {
            if (level.word().equals(word)) {
                return level;
            }
        }
        throw new RequestFailedException(ErrorCode.NOTIFICATION_LEVEL_INVALID);
    }

    private static GatewayResponse answer(RestRequest request, UserState user, MembershipState membership) {
        JsonWriter json = new JsonWriter();
        fields(json, request, user, membership);
        return GatewayResponse.of(200, json);
    }

    private static void fields(JsonWriter json, RestRequest request, UserState user, MembershipState membership) {
        ChannelSid channel = membership.channel().sid();
        String member = membership.memberSid();
        Long consumed = membership.lastConsumedMessageIndex();
        json.text("account_sid", request.account())
                .text("service_sid", request.service())
                .text("channel_sid", channel.value())
                .text("user_sid", user.sid().value())
                .text("member_sid", member)
                .text("status", status(request, membership.status()));
        RestJson.number(json, "last_consumed_message_index", consumed);
        RestJson.number(json, "unread_messages_count", consumed == null ? null : membership.unreadMessagesCount())
                .text("notification_level", membership.notificationLevel().word())
                .text("url", request.url("/Users/" + user.sid() + "/Channels/" + channel))
                .object(
                        "links",
                        links -> links.text("channel", request.url(channel, ""))
                                .text("member", member == null ? null : request.url(channel, "/Members/" + member)));
    }

    private static String status(RestRequest request, MembershipStatus status) {
        return status == MembershipStatus.NOT_PARTICIPATING && request.face().underscores()
                ? "not_participating"
                : status.word();
    }
}
