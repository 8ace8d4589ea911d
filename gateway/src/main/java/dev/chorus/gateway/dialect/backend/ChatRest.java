package dev.chorus.gateway.dialect.backend;

import dev.chorus.bus.CommandBus;
import dev.chorus.gateway.auth.BackEndCredentials;
import dev.chorus.gateway.tunnel.RouteTable;

/** The chat API for back ends, in all its faces (docs/rest-chat.md). */
public final class ChatRest {
    private ChatRest() {}

    /** Adds its routes to a gateway's; they ask the messaging service over a bus for those whom the credentials let. */
    public static void addTo(RouteTable table, CommandBus bus, BackEndCredentials credentials) {
        ChatRoutes routes = new ChatRoutes(table, bus, credentials);
        ChatServiceRoutes.addTo(routes);
        ChatRoleRoutes.addTo(routes);
        ChatChannelRoutes.addTo(routes);
        ChatMemberRoutes.addTo(routes);
        ChatInviteRoutes.addTo(routes);
        ChatMessageRoutes.addTo(routes);
        ChatUserRoutes.addTo(routes);
        ChatUserChannelRoutes.addTo(routes);
        ChatPushRoutes.addTo(routes);
    }
}
