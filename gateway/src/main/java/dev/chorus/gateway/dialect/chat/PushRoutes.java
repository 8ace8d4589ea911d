package dev.chorus.gateway.dialect.chat;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayResponse;
import dev.chorus.gateway.tunnel.RouteTable;
import io.vertx.core.Future;
import java.util.UUID;

/**
 * Push registrations, which are taken and lead to nothing, since clients repeat a refused one for ever; and media, which
 * are refused (chat specification, section 11).
 */
final class PushRoutes {
    private static final String REGISTRATIONS = "/v1/registrations";
    private static final String MEDIA = "/v1/Services/{service}/Media";

    void addTo(RouteTable routes) {
        routes.add("POST", REGISTRATIONS, (request, path) -> {
                    request.requireToken();
                    return Future.succeededFuture(GatewayResponse.of(
                            201, new JsonWriter().text("id", UUID.randomUUID().toString())));
                })
                .add("DELETE", REGISTRATIONS + "/{id}", (request, path) -> {
                    request.requireToken();
                    return Future.succeededFuture(GatewayResponse.noContent());
                })
                .add("POST", MEDIA, (request, path) -> noMedia())
                .add("GET", MEDIA + "/{media}", (request, path) -> noMedia());
    }

    private static Future<GatewayResponse> noMedia() {
        return Future.failedFuture(new RequestFailedException(ErrorCode.NOT_FOUND, "Media are not served here"));
    }
}
