package dev.chorus.gateway.dialect.first;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chorus.bus.BusAddress;
import dev.chorus.bus.CommandBus;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.user.StartTyping;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.socket.ReadySockets;
import dev.chorus.gateway.subscription.SubscriptionHub;
import dev.chorus.gateway.tunnel.GatewayRequest;
import dev.chorus.gateway.tunnel.GatewayResponse;
import dev.chorus.gateway.tunnel.Query;
import dev.chorus.gateway.tunnel.RouteTable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The first generation's dialect as a whole: its routes, in one place. */
public final class FirstDialect {
    /** For how long typing counts where nobody could be asked. */
    private static final int TYPING_SECONDS = 5;

    private final CommandBus bus;
    private final Attachments attachments;

    private FirstDialect(CommandBus bus, Attachments attachments) {
        this.bus = bus;
        this.attachments = attachments;
    }

    /** Adds the dialect's routes to a gateway's. */
    public static void addTo(
            RouteTable routes, Vertx vertx, CommandBus bus, SubscriptionHub hub, ReadySockets sockets) {
        Attachments attachments = new Attachments(vertx, hub);
        sockets.onAskedOverHttp(attachments::attach);
        FirstDialect dialect = new FirstDialect(bus, attachments);
        EventRoutes events = new EventRoutes(bus, attachments);
        SessionRoutes sessions = new SessionRoutes(bus, sockets, events);
        new DescriptorRoutes(bus, attachments).addTo(routes);
        events.addTo(routes, sessions);
        new EntityRoutes(bus).addTo(routes);
        sessions.addTo(routes);
        routes.add("POST", "/v1/subscriptions", (request, path) -> dialect.subscribe(request))
                .add("DELETE", "/v1/subscriptions/{id}", (request, path) -> dialect.unsubscribe(request))
                .add("POST", "/v1/typing", (request, path) -> dialect.typing(request));
    }

    private Future<GatewayResponse> subscribe(GatewayRequest request) {
        String url = FirstEntities.body(request)
                .path("subscription")
                .path("objectUrl")
                .asText();
        FirstObject object = FirstObject.ofUrl(url).orElseThrow(() -> new RequestFailedException(ErrorCode.NOT_FOUND));
        return attachments.attach(request, object, null).map(attached -> {
            attachments.goOn(request, object, attached, attached.changes().upToEventId());
            String id = DescriptorRoutes.subscriptionId(request, object);
            ObjectNode body = FirstEntities.JSON.createObjectNode().put("subscriptionId", id);
            return FirstAnswers.of(201, Map.of("Location", id), body);
        });
    }

    /**
     * Clients end their subscriptions when they leave, and may have come back on another device, or by a command that
     * overtook this. Whoever may not read any more is told nothing anyway.
     */
    private Future<GatewayResponse> unsubscribe(GatewayRequest request) {
        request.requireToken();
        return Future.succeededFuture(GatewayResponse.noContent());
    }

    /** Always answers that it was told: clients take no refusal (section 10.7). */
    private Future<GatewayResponse> typing(GatewayRequest request) {
        List<String> channels =
                Query.parse(new String(request.body(), StandardCharsets.UTF_8)).getOrDefault("ChannelSid", List.of());
        request.requireToken();
        if (channels.isEmpty() || !ChannelSid.isSid(channels.get(0))) {
            return Future.succeededFuture(typed(TYPING_SECONDS));
        }
        StartTyping command = new StartTyping(new ChannelSid(channels.get(0)));
        return bus.request(BusAddress.MESSAGING, Attachments.caller(request), command)
                .map(started -> typed(started.timeoutSeconds()))
                .otherwise(failure -> typed(TYPING_SECONDS));
    }

    private static GatewayResponse typed(int seconds) {
        return GatewayResponse.of(200, new JsonWriter().number("typing_timeout", seconds));
    }
}
