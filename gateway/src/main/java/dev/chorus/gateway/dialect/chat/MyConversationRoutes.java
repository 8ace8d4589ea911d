package dev.chorus.gateway.dialect.chat;

import dev.chorus.contract.Command;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.member.ListMemberships;
import dev.chorus.contract.member.MembershipState;
import dev.chorus.contract.member.NotificationLevel;
import dev.chorus.contract.member.ReadMembership;
import dev.chorus.contract.member.SetConsumptionHorizon;
import dev.chorus.contract.member.SetNotificationLevel;
import dev.chorus.gateway.json.JsonBody;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayRequest;
import dev.chorus.gateway.tunnel.GatewayResponse;
import dev.chorus.gateway.tunnel.RouteTable;
import io.vertx.core.Future;
import java.util.Locale;

/** Channels as the asking user has them (chat specification, section 8.2). */
final class MyConversationRoutes {
    private static final String PATH = ChatDialect.PATH + "/MyConversations";

    private final ChatDialect dialect;

    MyConversationRoutes(ChatDialect dialect) {
        this.dialect = dialect;
    }

    void addTo(RouteTable routes) {
        routes.add("GET", PATH, (request, path) -> list(request))
                .add("GET", PATH + "/{channel}", (request, path) -> read(request, path.get(0)))
                .add("POST", PATH + "/{channel}", (request, path) -> update(request, path.get(0)));
    }

    private Future<GatewayResponse> list(GatewayRequest request) {
        PageTrail trail = PageTrail.of(request.parameter("PageToken"));
        ChatBodies bodies = new ChatBodies(request);
        return dialect.ask(request, new ListMemberships(trail.from(), ChatDialect.PAGE_SIZE))
                .map(page -> GatewayResponse.of(
                        200,
                        new JsonWriter()
                                .objects("conversations", page.memberships(), (json, membership) -> {
                                    bodies.membership(json, membership);
                                    unread(json, membership);
                                })
                                .object(
                                        "meta",
                                        meta -> meta.text("previous_token", trail.previous())
                                                .text("next_token", trail.next(page.next())))));
    }

    private Future<GatewayResponse> read(GatewayRequest request, String channel) {
        return dialect.ask(request, new ReadMembership(ChatDialect.channel(channel)))
                .map(membership -> {
                    JsonWriter json = new JsonWriter();
                    new ChatBodies(request).membership(json, membership);
                    unread(json, membership);
                    return GatewayResponse.of(200, json);
                });
    }

    /** Answers how many messages are unread, also where there is no horizon: that is what clients ask it for. */
    private Future<GatewayResponse> update(GatewayRequest request, String channel) {
        return dialect.ask(request, change(ChatDialect.channel(channel), request.json()))
                .map(membership -> {
                    JsonWriter json = new JsonWriter();
                    new ChatBodies(request).membership(json, membership);
                    json.number("unread_messages_count", membership.unreadMessagesCount());
                    return GatewayResponse.of(200, json);
                });
    }

    private static Command<MembershipState> change(ChannelSid channel, JsonBody body) {
        String level = body.text("notification_level");
        if (level == null) {
            if (!body.names("last_consumed_message_index")) {
                // Absent is not null, which would take the horizon away.
                throw new RequestFailedException(ErrorCode.BAD_REQUEST, "There is neither a horizon nor a level");
            }
            return new SetConsumptionHorizon(
                    channel, body.number("last_consumed_message_index", ErrorCode.BAD_REQUEST));
        }
        for (NotificationLevel known : NotificationLevel.values()) {
            if (known.word().equals(level.toLowerCase(Locale.ROOT))) {
                return new SetNotificationLevel(channel, known);
            }
        }
        throw new RequestFailedException(ErrorCode.BAD_REQUEST, "The notification level is default or muted");
    }

    /** Who has no horizon is told none. */
    private static void unread(JsonWriter json, MembershipState membership) {
        ChatBodies.number(
                json,
                "unread_messages_count",
                membership.lastConsumedMessageIndex() == null ? null : membership.unreadMessagesCount());
    }
}
