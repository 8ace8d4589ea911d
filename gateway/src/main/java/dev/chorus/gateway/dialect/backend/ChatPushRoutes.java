package dev.chorus.gateway.dialect.backend;

import dev.chorus.contract.role.ReadMessagingSettings;
import dev.chorus.contract.user.ReadUser;
import dev.chorus.gateway.tunnel.GatewayResponse;
import io.vertx.core.Future;
import java.util.List;

/** What push would have (REST specification, sections 5.10 and 5.11): there is none, so that all lists are empty. */
final class ChatPushRoutes {
    private ChatPushRoutes() {}

    static void addTo(RestRoutes routes) {
        routes.addTop("GET", "/Credentials", ChatPushRoutes::listCredentials)
                .add(
                        "GET",
                        "/Bindings",
                        request -> request.ask(new ReadMessagingSettings()).map(service -> none(request, "/Bindings")))
                .add("GET", "/Users/{user}/Bindings", ChatPushRoutes::listOfUser);
    }

    private static Future<GatewayResponse> listCredentials(RestRequest request) {
        String url = request.http().baseUrl() + request.face().prefix() + "/Credentials";
        return Future.succeededFuture(RestPages.of(request.http(), url, RestPages.MOST)
                .answer("credentials", List.of(), null, (json, credential) -> {}));
    }

    private static Future<GatewayResponse> listOfUser(RestRequest request) {
        return request.ask(new ReadUser(request.path().get(1)))
                .map(user -> none(request, "/Users/" + user.sid() + "/Bindings"));
    }

    private static GatewayResponse none(RestRequest request, String below) {
        return RestPages.of(request.http(), request.url(below), RestPages.MOST)
                .answer("bindings", List.of(), null, (json, binding) -> {});
    }
}
