package dev.chorus.gateway;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What is measured of one event loop: read when somebody looks, so that events pay nothing. */
final class LoopMetrics {
    private final MeterRegistry meters;
    private final Tags tags;

    /** Metrics of the event loop of this id. */
    LoopMetrics(MeterRegistry meters, String gateway) {
        this.meters = meters;
        this.tags = Tags.of("gateway", gateway);
    }

    <T> LoopMetrics gauge(String name, String description, T of, ToDoubleFunction<T> what) {
        return gauge(name, description, null, of, what);
    }

    <T> LoopMetrics gauge(String name, String description, @Nullable String unit, T of, ToDoubleFunction<T> what) {
        Gauge.builder(name, of, what)
                .description(description)
                .baseUnit(unit)
                .tags(tags)
                .register(meters);
        return this;
    }

    <T> LoopMetrics counter(String name, String description, T of, ToDoubleFunction<T> what) {
        FunctionCounter.builder(name, of, what)
                .description(description)
                .tags(tags)
                .register(meters);
        return this;
    }
}
