package dev.chorus.gateway.dialect.backend;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.CommandBus;
import dev.chorus.gateway.auth.BackEndCredentials;
import dev.chorus.gateway.tunnel.RouteTable;

/** The APIs for back ends, in all their faces (docs/rest.md). */
public final class BackEndDialect {
    private BackEndDialect() {}

    /** Adds their routes to a gateway's; they ask services over a bus for those whom the credentials let. */
    public static void addTo(RouteTable table, CommandBus bus, BackEndCredentials credentials) {
        RestRoutes services = new RestRoutes(table, bus, credentials, BusAddress.SYNC, RestFace.OF_SERVICES);
        ServiceRoutes.addTo(services);
        RestRoutes chat = new RestRoutes(table, bus, credentials, BusAddress.MESSAGING, RestFace.OF_CHAT);
        ChatRoleRoutes.addTo(chat);
        ChatChannelRoutes.addTo(chat);
        ChatMemberRoutes.addTo(chat);
        ChatInviteRoutes.addTo(chat);
        ChatMessageRoutes.addTo(chat);
        ChatUserRoutes.addTo(chat);
        ChatUserChannelRoutes.addTo(chat);
        ChatPushRoutes.addTo(chat);
        ChatWebhookRoutes.addTo(chat);
        RestRoutes sync = new RestRoutes(table, bus, credentials, BusAddress.SYNC, RestFace.OF_SYNC);
        for (SyncKind kind : SyncKind.values()) {
            new SyncObjectRoutes(kind).addTo(sync);
        }
        new SyncItemRoutes(SyncKind.LIST).addTo(sync);
        new SyncItemRoutes(SyncKind.MAP).addTo(sync);
        SyncMessageRoutes.addTo(sync);
    }
}
