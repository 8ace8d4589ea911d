package dev.chorus.server.health;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.tracing.TracingPolicy;

/**
 * Health and metrics, on a port of their own, since not every process is a gateway: {@code /health/live},
 * {@code /health/ready} and {@code /metrics}.
 */
public final class AdminServer {
    private final Vertx vertx;
    private final Readiness readiness;
    private final PrometheusMeterRegistry metrics;

    /** A server that does not listen yet. */
    public AdminServer(Vertx vertx, Readiness readiness, PrometheusMeterRegistry metrics) {
        this.vertx = vertx;
        this.readiness = readiness;
        this.metrics = metrics;
    }

    /** Listens; completes when it does. */
    public Future<HttpServer> listen(String host, int port) {
        return vertx.createHttpServer(new HttpServerOptions().setTracingPolicy(TracingPolicy.IGNORE))
                .requestHandler(this::answer)
                .listen(port, host);
    }

    private void answer(HttpServerRequest request) {
        switch (request.path()) {
            case "/health/live" -> json(request, 200, new JsonObject().put("status", "live"));
            case "/health/ready" ->
                readiness.check(vertx).onComplete(checked -> {
                    Readiness.Report report = checked.result();
                    json(request, report.ready() ? 200 : 503, report.toJson());
                });
            case "/metrics" ->
                request.response()
                        .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(metrics.scrape());
            default -> json(request, 404, new JsonObject().put("status", "unknown path"));
        }
    }

    private static void json(HttpServerRequest request, int status, JsonObject body) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(body.toBuffer());
    }
}
