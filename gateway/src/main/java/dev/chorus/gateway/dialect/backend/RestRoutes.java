package dev.chorus.gateway.dialect.backend;

import dev.chorus.bus.CommandBus;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.gateway.auth.BackEndCredentials;
import dev.chorus.gateway.tunnel.GatewayRequest;
import dev.chorus.gateway.tunnel.GatewayResponse;
import dev.chorus.gateway.tunnel.RouteTable;
import io.vertx.core.Future;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The routes of one product's API, each in every face, behind the check of who asks. */
final class RestRoutes {
    /** What lies below a service begins with this. */
    static final String SERVICE = "/Services/{service}";

    private final RouteTable table;
    private final CommandBus bus;
    private final BackEndCredentials credentials;
    private final String address;
    private final List<RestFace> faces;

    /** Routes whose commands go to an address of the bus. */
    RestRoutes(RouteTable table, CommandBus bus, BackEndCredentials credentials, String address, List<RestFace> faces) {
        this.table = table;
        this.bus = bus;
        this.credentials = credentials;
        this.address = address;
        this.faces = faces;
    }

    /** Adds a route to what lies below a service. */
    RestRoutes add(String method, String below, Function<RestRequest, Future<GatewayResponse>> route) {
        return addTop(method, SERVICE + below, route);
    }

    /** Adds a route to what lies below no service. */
    RestRoutes addTop(String method, String template, Function<RestRequest, Future<GatewayResponse>> route) {
        faces.forEach(face -> add(face, method, template, route));
        return this;
    }

    private void add(
            RestFace face, String method, String template, Function<RestRequest, Future<GatewayResponse>> route) {
        String whole = face.prefix() + template;
        table.add(
                method,
                whole,
                (request, path) -> credentials
                        .account(request)
                        .compose(account -> route.apply(new RestRequest(
                                bus, address, account, face.meantBy(request), asMeant(request, whole, path), request)))
                        .recover(failure -> refuse(face, request, failure)));
    }

    /** The helper library for Java sends a space in a path as a plus, and a plus encoded. */
    private static List<String> asMeant(GatewayRequest request, String template, List<String> path) {
        String agent = request.header("user-agent");
        if (agent == null || !agent.startsWith("twilio-java/") || request.path().indexOf('+') < 0) {
            return path;
        }
        String[] names = template.split("/");
        String[] segments = request.path().split("/");
        List<String> meant = new ArrayList<>(path.size());
        for (int i = 0; i < names.length; i++) {
            if (names[i].startsWith("{")) {
                String decoded = path.get(meant.size());
                meant.add(segments[i].indexOf('+') < 0 ? decoded : decode(segments[i], decoded));
            }
        }
        return meant;
    }

    private static String decode(String segment, String otherwise) {
        try {
            return URLDecoder.decode(segment, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return otherwise;
        }
    }

    /** Whatever a path names that is missing is missing in the same words; only parameters say what exactly. */
    private static Future<GatewayResponse> refuse(RestFace face, GatewayRequest request, Throwable failure) {
        if (!(failure instanceof RequestFailedException refusal)) {
            return Future.failedFuture(failure);
        }
        if (refusal.code().httpStatus() == ErrorCode.NOT_FOUND.httpStatus()) {
            String resource = request.path().substring(face.prefix().length());
            return Future.failedFuture(new RequestFailedException(
                    ErrorCode.NOT_FOUND, "The requested resource " + resource + " was not found"));
        }
        if (refusal.code() == ErrorCode.UNAUTHORIZED) {
            GatewayResponse said = GatewayResponse.refusal(refusal, request.baseUrl());
            Map<String, String> how = Map.of("WWW-Authenticate", "Basic realm=\"Chorus API\"");
            return Future.succeededFuture(new GatewayResponse(said.status(), said.reason(), how, said.body()));
        }
        return Future.failedFuture(failure);
    }
}
