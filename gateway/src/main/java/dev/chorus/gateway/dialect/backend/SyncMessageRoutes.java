package dev.chorus.gateway.dialect.backend;

import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.stream.PublishMessage;
import dev.chorus.contract.value.Json;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayResponse;
import io.vertx.core.Future;

/** The messages of streams, which are told and not stored (REST specification, section 7.6). */
final class SyncMessageRoutes {
    private SyncMessageRoutes() {}

    static void addTo(RestRoutes routes) {
        routes.add("POST", SyncKind.STREAM.path() + "/{id}/Messages", SyncMessageRoutes::publish);
    }

    private static Future<GatewayResponse> publish(RestRequest request) {
        Json data = SyncForm.of(request).data();
        if (data == null) {
            throw new RequestFailedException(SyncKind.STREAM.dataMissing());
        }
        return request.ask(new PublishMessage(request.path().get(1), data))
                .map(message -> GatewayResponse.of(
                        201, new JsonWriter().text("sid", message.sid()).raw("data", data)));
    }
}
