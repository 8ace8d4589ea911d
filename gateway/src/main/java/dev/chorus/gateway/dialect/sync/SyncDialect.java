package dev.chorus.gateway.dialect.sync;

import dev.chorus.bus.CommandBus;
import dev.chorus.contract.access.Caller;
import dev.chorus.gateway.auth.Grant;
import dev.chorus.gateway.auth.TokenVerifier;
import dev.chorus.gateway.tunnel.GatewayRequest;
import dev.chorus.gateway.tunnel.RouteTable;
import java.time.Clock;

/** The sync dialect as a whole: its routes, in one place. */
public final class SyncDialect {
    /** Tokens for sync open it, and tokens for chat, whose client stands on sync objects. */
    private static final Grant[] GRANTS = {Grant.DATA_SYNC, Grant.CHAT, Grant.IP_MESSAGING};

    private static final Grant[] CHAT_FIRST = {Grant.CHAT, Grant.IP_MESSAGING, Grant.DATA_SYNC};

    private SyncDialect() {}

    /**
     * Who asks, and in which service: the products of one token may be of two, and a chat client says with each request
     * that it is one.
     */
    static Caller caller(GatewayRequest request) {
        return request.caller(isChat(request) ? CHAT_FIRST : GRANTS);
    }

    /** Whether a chat client asks. */
    static boolean isChat(GatewayRequest request) {
        return Grant.IP_MESSAGING.claim().equals(request.header("active-grant"));
    }

    /** Adds the dialect's routes to a gateway's. */
    public static void addTo(RouteTable routes, CommandBus bus, TokenVerifier tokens, Clock clock) {
        for (SyncResource resource : SyncResource.values()) {
            new ObjectRoutes(resource, bus).addTo(routes);
        }
        new ItemRoutes(SyncResource.LIST, bus).addTo(routes);
        new ItemRoutes(SyncResource.MAP, bus).addTo(routes);
        new MessageRoutes(bus).addTo(routes);
        new SubscriptionRoutes().addTo(routes);
        new TokenExchange(tokens, clock).addTo(routes);
    }
}
