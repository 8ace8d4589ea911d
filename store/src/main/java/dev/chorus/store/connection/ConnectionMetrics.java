package dev.chorus.store.connection;

import dev.chorus.store.connection.RedisConnections.Usage;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.ToDoubleFunction;

/** What is measured of one service's connections to Redis: read when somebody looks, so that commands pay nothing. */
public final class ConnectionMetrics {
    private final RedisConnections connections;
    private final MeterRegistry meters;
    private final Tags tags;

    private ConnectionMetrics(RedisConnections connections, MeterRegistry meters, String service) {
        this.connections = connections;
        this.meters = meters;
        this.tags = Tags.of("service", service);
    }

    /**
     * Has the connections of a service measured.
     *
     * @param service the service's name, which tells its connections from those of others in the same process
     */
    public static void bind(RedisConnections connections, MeterRegistry meters, String service) {
        ConnectionMetrics metrics = new ConnectionMetrics(connections, meters, service);
        metrics.gauge("store.connections", "Connections to Redis that there should be", Usage::connections);
        metrics.gauge("store.connections.up", "Connections to Redis that stand", Usage::up);
        metrics.gauge("store.commands.inflight", "Commands that wait for Redis", Usage::inFlight);
        metrics.counter("store.connections.lost", "Connections to Redis that were lost", Usage::losses);
    }

    private void gauge(String name, String description, ToDoubleFunction<Usage> what) {
        Gauge.builder(name, connections, from -> what.applyAsDouble(from.usage()))
                .description(description)
                .tags(tags)
                .register(meters);
    }

    private void counter(String name, String description, ToDoubleFunction<Usage> what) {
        FunctionCounter.builder(name, connections, from -> what.applyAsDouble(from.usage()))
                .description(description)
                .tags(tags)
                .register(meters);
    }
}
