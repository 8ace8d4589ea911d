package dev.chorus.gateway.http;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.gateway.auth.AccessToken;
import dev.chorus.gateway.auth.TokenVerifier;
import dev.chorus.gateway.tunnel.GatewayRequest;
import dev.chorus.gateway.tunnel.GatewayResponse;
import dev.chorus.gateway.tunnel.Query;
import dev.chorus.gateway.tunnel.RouteTable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import io.vertx.ext.web.handler.StaticHandler;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plain HTTP requests, which clients send while their socket is not up. They go through the same routes as those that
 * come through a socket, with the token in a header (sync specification, section 9.4).
 */
public final class HttpEndpoint {
    private static final String TOKEN_HEADER = "x-twilio-token";
    private static final int PREFLIGHT_SECONDS = 86_400;
    /** The pages and what belongs to them, with the description of the REST API, all of one folder. */
    private static final String PAGES = "/(?:[a-z.-]+\\.(?:html|js|json|css|svg))?";

    /** The page loads what is its own, and talks to whatever gateway an app's developer wants to try. */
    private static final String PAGE_POLICY = "default-src 'self'; connect-src 'self' ws: wss:; frame-ancestors 'none'";

    private final RouteTable routes;
    private final TokenVerifier tokens;
    private final @Nullable String publicUrl;
    private final int bodyBytes;

    /**
     * An endpoint.
     *
     * @param routes what answers
     * @param tokens what checks tokens
     * @param publicUrl the base of all URLs; null to take what each client used
     * @param bodyBytes the largest body
     */
    public HttpEndpoint(RouteTable routes, TokenVerifier tokens, @Nullable String publicUrl, int bodyBytes) {
        this.routes = routes;
        this.tokens = tokens;
        this.publicUrl = publicUrl;
        this.bodyBytes = bodyBytes;
    }

    /** The handler for a server's requests. */
    public Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        router.route()
                .handler(CorsHandler.create()
                        .allowedMethods(Set.of(
                                HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE, HttpMethod.OPTIONS))
                        .allowedHeaders(Set.of(
                                "content-type",
                                "if-match",
                                "twilio-request-id",
                                "twilio-sync-client-info",
                                "x-twilio-product-id",
                                "x-twilio-mutation-id",
                                TOKEN_HEADER))
                        .exposedHeader("Location")
                        .maxAgeSeconds(PREFLIGHT_SECONDS));
        router.getWithRegex(PAGES)
                .handler(HttpEndpoint::protect)
                .handler(StaticHandler.create("webroot").setCachingEnabled(false));
        router.route().handler(this::readBody);
        router.route().failureHandler(this::refuse);
        return router;
    }

    private static void protect(RoutingContext context) {
        context.response()
                .putHeader("Content-Security-Policy", PAGE_POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cache-Control", "no-cache");
        context.next();
    }

    /** Takes the body as the bytes that it is, whatever its content type: routes know what they read. */
    private void readBody(RoutingContext context) {
        HttpServerRequest http = context.request();
        Buffer body = Buffer.buffer();
        http.handler(chunk -> {
            if (context.failed()) {
                return;
            }
            if (body.length() + chunk.length() > bodyBytes) {
                context.fail(413);
            } else {
                body.appendBuffer(chunk);
            }
        });
        http.endHandler(end -> {
            if (!context.failed()) {
                answer(context, body.getBytes());
            }
        });
    }

    private void answer(RoutingContext context, byte[] body) {
        HttpServerRequest http = context.request();
        String text = http.getHeader(TOKEN_HEADER);
        Future<@Nullable AccessToken> token =
                text == null ? Future.succeededFuture() : tokens.verify(text).map(verified -> verified);
        token.compose(who -> routes.answer(request(context, body, who)))
                .recover(failure -> Future.succeededFuture(refusal(failure, http)))
                .onSuccess(response -> send(response, http.response()));
    }

    /** What is wrong with a request before it reaches a route: a body that is too large, for one. */
    private void refuse(RoutingContext context) {
        ErrorCode code = switch (context.statusCode()) {
            case 413 -> ErrorCode.PAYLOAD_TOO_LARGE;
            case 400 -> ErrorCode.BAD_REQUEST;
            default -> ErrorCode.INTERNAL;
        };
        if (!context.response().ended()) {
            send(refusal(new RequestFailedException(code), context.request()), context.response());
        }
    }

    private GatewayRequest request(RoutingContext context, byte[] body, @Nullable AccessToken token) {
        HttpServerRequest http = context.request();
        Map<String, String> headers = new HashMap<>();
        http.headers().forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        return new GatewayRequest(
                http.method().name(),
                http.path() == null ? "/" : http.path(),
                Query.parse(http.query()),
                headers,
                body,
                token,
                null,
                0,
                baseUrl(http));
    }

    private GatewayResponse refusal(Throwable failure, HttpServerRequest http) {
        RequestFailedException refusal = failure instanceof RequestFailedException expected
                ? expected
                : new RequestFailedException(ErrorCode.INTERNAL);
        return GatewayResponse.refusal(refusal, baseUrl(http));
    }

    private static void send(GatewayResponse response, HttpServerResponse http) {
        if (http.closed()) {
            return;
        }
        http.setStatusCode(response.status());
        response.headers().forEach(http::putHeader);
        if (response.body().length > 0) {
            http.putHeader(HttpHeaders.CONTENT_TYPE, "application/json;charset=utf-8");
            http.end(Buffer.buffer(response.body()));
        } else {
            http.end();
        }
    }

    private String baseUrl(HttpServerRequest http) {
        if (publicUrl != null) {
            return publicUrl;
        }
        return http.scheme() + "://" + (http.authority() == null ? "localhost" : http.authority());
    }
}
