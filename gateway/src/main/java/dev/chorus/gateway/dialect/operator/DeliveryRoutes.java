package dev.chorus.gateway.dialect.operator;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.CommandBus;
import dev.chorus.contract.Command;
import dev.chorus.contract.Reply;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.webhook.DeliveryState;
import dev.chorus.contract.webhook.ListDeliveries;
import dev.chorus.contract.webhook.ReplayDelivery;
import dev.chorus.gateway.auth.BackEndCredentials;
import dev.chorus.gateway.dialect.backend.RestPages;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayRequest;
import dev.chorus.gateway.tunnel.GatewayResponse;
import dev.chorus.gateway.tunnel.RouteTable;
import io.vertx.core.Future;

/** What webhooks were told lately, and what could not be delivered (docs/webhooks.md). */
public final class DeliveryRoutes {
    private static final String SERVICE = "/admin/v1/Services/{service}";

    private final CommandBus bus;
    private final BackEndCredentials credentials;

    /** Routes that ask services over a bus for those whom the credentials let. */
    public DeliveryRoutes(CommandBus bus, BackEndCredentials credentials) {
        this.bus = bus;
        this.credentials = credentials;
    }

    /** Adds them to a gateway's. */
    public void addTo(RouteTable routes) {
        routes.add("GET", SERVICE + "/Deliveries", (request, path) -> list(request, path.get(0), false))
                .add("GET", SERVICE + "/DeadLetters", (request, path) -> list(request, path.get(0), true))
                .add(
                        "POST",
                        SERVICE + "/DeadLetters/{id}/Replay",
                        (request, path) -> ask(request, path.get(0), new ReplayDelivery(path.get(1), true))
                                .map(done -> GatewayResponse.noContent()))
                .add(
                        "DELETE",
                        SERVICE + "/DeadLetters/{id}",
                        (request, path) -> ask(request, path.get(0), new ReplayDelivery(path.get(1), false))
                                .map(done -> GatewayResponse.noContent()));
    }

    private Future<GatewayResponse> list(GatewayRequest request, String service, boolean dead) {
        String key = dead ? "dead_letters" : "deliveries";
        String url = request.baseUrl() + request.path();
        RestPages pages = RestPages.of(request, url, RestPages.MOST);
        return ask(request, service, new ListDeliveries(dead, pages.from(), pages.size()))
                .map(page -> pages.answer(key, page.deliveries(), page.next(), DeliveryRoutes::fields));
    }

    private <R extends Reply> Future<R> ask(GatewayRequest request, String service, Command<R> command) {
        return credentials
                .account(request)
                .compose(account -> bus.request(BusAddress.MESSAGING, Caller.backEnd(account, service), command));
    }

    private static void fields(JsonWriter json, DeliveryState delivery) {
        json.text("id", delivery.id())
                .text("event", delivery.event())
                .text("target", delivery.url())
                .text("method", delivery.method())
                .number("attempts", delivery.attempts())
                .text("outcome", delivery.outcome())
                .date("date", delivery.atMillis())
                .object("parameters", said -> delivery.parameters().forEach(said::text));
    }
}
