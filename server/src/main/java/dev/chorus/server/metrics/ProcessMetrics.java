package dev.chorus.server.metrics;

import dev.chorus.server.health.Readiness;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.logging.LogbackMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.cluster.ClusterManager;

/** The registry that all parts of a process count in, with what is measured of the process as a whole. */
public final class ProcessMetrics {
    private static final long READINESS_MILLIS = 5_000;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** A registry with what the Java runtime tells of itself. */
    @SuppressWarnings("resource") // Their listeners live as long as the process.
    public ProcessMetrics(String version) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmGcMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new LogbackMetrics().bindTo(registry);
        Gauge.builder("server.build", () -> 1)
                .description("Which release runs, on which Java")
                .tag("version", version)
                .tag("java", Runtime.version().toString())
                .register(registry);
    }

    /** Where everything is counted. */
    public PrometheusMeterRegistry registry() {
        return registry;
    }

    /** Measures the event loops of a Vert.x instance, and whom of the cluster it sees. */
    public void watch(Vertx vertx) {
        VertxInternal internal = (VertxInternal) vertx;
        LoopLag.watch(internal.eventLoopGroup(), registry);
        ClusterManager cluster = internal.clusterManager();
        Gauge.builder(
                        "cluster.members",
                        internal,
                        process -> cluster == null ? 1 : cluster.getNodes().size())
                .description("Processes of the cluster that this one sees, itself among them")
                .register(registry);
    }

    /** Looks from time to time whether the process is ready for what its roles are to do. */
    public void watch(Vertx vertx, Readiness readiness, Iterable<String> roles) {
        ReadinessGauge gauge = new ReadinessGauge();
        for (String role : roles) {
            Gauge.builder("server.ready", gauge, seen -> seen.ready ? 1 : 0)
                    .description("Whether the process is ready, for each of its roles")
                    .tag("role", role)
                    .register(registry);
        }
        Gauge.builder("server.draining", readiness, seen -> seen.isDraining() ? 1 : 0)
                .description("Whether the process is leaving")
                .register(registry);
        gauge.look(vertx, readiness);
        vertx.setPeriodic(READINESS_MILLIS, timer -> gauge.look(vertx, readiness));
    }

    private static final class ReadinessGauge {
        private volatile boolean ready;

        void look(Vertx vertx, Readiness readiness) {
            readiness.check(vertx).onSuccess(report -> ready = report.ready());
        }
    }
}
