package dev.chorus.server.trace;

import dev.chorus.server.Role;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.vertx.core.VertxBuilder;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The way of spans to a collector: gathered in a queue of bounded length, sent by a thread of their own, and dropped where the
 * collector does not take them in time. All but where the collector is follows the {@code OTEL_} variables of
 * OpenTelemetry.
 */
public final class Tracing implements AutoCloseable {
    private static final int CLOSE_SECONDS = 3;

    private final OpenTelemetrySdk sdk;

    private Tracing(OpenTelemetrySdk sdk) {
        this.sdk = sdk;
    }

    /**
     * Begins to gather and send.
     *
     * @param endpoint the collector's base, {@code http://host:4318}
     * @param roles what this process is: its name in the collector, unless a variable says another
     */
    public static Tracing to(String endpoint, Set<Role> roles) {
        TraceContext.register();
        return new Tracing(AutoConfiguredOpenTelemetrySdk.builder()
                .disableShutdownHook()
                .addPropertiesSupplier(() -> Map.of(
                        "otel.service.name",
                        roles.size() == 1 ? "chorus-" + roles.iterator().next().word() : "chorus",
                        "otel.exporter.otlp.protocol",
                        "http/protobuf"))
                .addPropertiesCustomizer(settings -> Map.of(
                        "otel.exporter.otlp.endpoint",
                        endpoint,
                        "otel.traces.exporter",
                        "otlp",
                        "otel.metrics.exporter",
                        "none",
                        "otel.logs.exporter",
                        "none"))
                .build()
                .getOpenTelemetrySdk());
    }

    /** Has a Vert.x instance that is yet to be built tell what it does. */
    public VertxBuilder in(VertxBuilder builder) {
        Tracer tracer = sdk.getTracer("dev.chorus");
        return builder.withTracer(options -> new SpanTracer(tracer));
    }

    /** Sends what was gathered, if that is done soon, and ends. */
    @Override
    public void close() {
        sdk.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}
