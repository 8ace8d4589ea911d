package dev.chorus.gateway.tunnel;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.gateway.auth.AccessToken;
import dev.chorus.gateway.socket.SocketSession;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** All routes of a gateway. Sockets and plain HTTP go through this one table. */
public final class RouteTable {
    private static final Logger LOG = LoggerFactory.getLogger(RouteTable.class);

    private final Map<String, List<Entry>> byFirstSegments = new HashMap<>();
    private Consumer<ErrorCode> onRefusal = code -> {};

    /** Has refusals noted. */
    public RouteTable onRefusal(Consumer<ErrorCode> action) {
        onRefusal = action;
        return this;
    }

    /**
     * Adds a route.
     *
     * @param method the HTTP method
     * @param template the path, with names in braces for segments that vary
     * @param route what answers
     */
    public RouteTable add(String method, String template, Route route) {
        byFirstSegments
                .computeIfAbsent(bucketOf(PathTemplate.split(template)), bucket -> new ArrayList<>())
                .add(new Entry(method, new PathTemplate(template), route));
        return this;
    }

    /** All routes, as method and template with a space between. */
    public Set<String> routes() {
        return byFirstSegments.values().stream()
                .flatMap(List::stream)
                .map(entry -> entry.method + " " + entry.template)
                .collect(Collectors.toSet());
    }

    /** Answers a request. The future never fails: whatever goes wrong is an answer too. */
    public Future<GatewayResponse> answer(GatewayRequest request) {
        return dispatch(request)
                .recover(failure -> Future.succeededFuture(asResponse(failure, request)))
                .onSuccess(response -> {
                    if (LOG.isDebugEnabled()) {
                        about(LOG.atDebug(), request).log("{} is answered {}", what(request), response.status());
                    }
                });
    }

    private Future<GatewayResponse> dispatch(GatewayRequest request) {
        List<String> encoded = PathTemplate.split(request.path());
        boolean pathKnown = false;
        for (String bucket : List.of(twoSegments(encoded), encoded.get(0))) {
            for (Entry entry : byFirstSegments.getOrDefault(bucket, List.of())) {
                List<String> segments = entry.template.match(encoded);
                if (segments == null) {
                    continue;
                }
                if (entry.method.equals(request.method())) {
                    return RequestTrace.of(request, entry.template, () -> run(entry.route, request, segments));
                }
                pathKnown = true;
            }
        }
        return Future.failedFuture(
                new RequestFailedException(pathKnown ? ErrorCode.METHOD_NOT_ALLOWED : ErrorCode.NOT_FOUND));
    }

    private static Future<GatewayResponse> run(Route route, GatewayRequest request, List<String> segments) {
        try {
            return route.answer(request, segments);
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }

    private GatewayResponse asResponse(Throwable failure, GatewayRequest request) {
        if (failure instanceof RequestFailedException refusal) {
            onRefusal.accept(refusal.code());
            return GatewayResponse.refusal(refusal, request.baseUrl());
        }
        onRefusal.accept(ErrorCode.INTERNAL);
        about(LOG.atError(), request).setCause(failure).log("{} failed", what(request));
        return GatewayResponse.refusal(new RequestFailedException(ErrorCode.INTERNAL), request.baseUrl());
    }

    private static LoggingEventBuilder about(LoggingEventBuilder line, GatewayRequest request) {
        AccessToken token = request.token();
        SocketSession session = request.session();
        return line.addKeyValue("account", token == null ? "" : token.accountSid())
                .addKeyValue("connection", session == null ? "" : session.id());
    }

    /** The request without what its path says of names and keys. */
    private static String what(GatewayRequest request) {
        return request.method() + " " + twoSegments(PathTemplate.split(request.path()));
    }

    /** Where routes are looked for: by the two segments that a path begins with, or by one if the second varies. */
    private static String bucketOf(List<String> template) {
        return template.size() > 1 && template.get(1).startsWith("{") ? template.get(0) : twoSegments(template);
    }

    private static String twoSegments(List<String> segments) {
        return segments.size() < 2 ? segments.get(0) : segments.get(0) + "/" + segments.get(1);
    }

    private record Entry(String method, PathTemplate template, Route route) {}
}
