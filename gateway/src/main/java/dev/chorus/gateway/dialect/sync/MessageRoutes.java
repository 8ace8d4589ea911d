package dev.chorus.gateway.dialect.sync;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.CommandBus;
import dev.chorus.contract.stream.PublishMessage;
import dev.chorus.contract.value.Json;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayRequest;
import dev.chorus.gateway.tunnel.GatewayResponse;
import dev.chorus.gateway.tunnel.RouteTable;
import io.vertx.core.Future;

/** The messages of streams (sync specification, section 15). */
final class MessageRoutes {
    private final CommandBus bus;

    MessageRoutes(CommandBus bus) {
        this.bus = bus;
    }

    void addTo(RouteTable routes) {
        routes.add(
                "POST",
                SyncResource.STREAM.path() + "/{id}/Messages",
                (request, segments) -> publish(request, segments.get(0)));
    }

    private Future<GatewayResponse> publish(GatewayRequest request, String stream) {
        Json data = request.json().value("data");
        PublishMessage command = new PublishMessage(stream, data == null ? Json.emptyObject() : data);
        return bus.request(BusAddress.SYNC, SyncDialect.caller(request), command)
                .map(message -> GatewayResponse.of(
                        201, new JsonWriter().text("sid", message.sid()).raw("data", command.data())));
    }
}
