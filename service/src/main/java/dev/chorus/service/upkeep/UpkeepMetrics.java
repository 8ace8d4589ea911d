package dev.chorus.service.upkeep;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What is seen of how instances of a service share their work. */
public final class UpkeepMetrics {
    private UpkeepMetrics() {}

    /**
     * Has an instance's share measured, in {@code …instances.alive} and {@code …partitions.owned}.
     *
     * @param service the service's name, with which the metrics begin
     */
    public static void bind(PartitionOwnership ownership, String service, MeterRegistry meters) {
        Gauge.builder(service + ".instances.alive", ownership, PartitionOwnership::instances)
                .description("Instances of the service with a lease, as this one sees them")
                .register(meters);
        Gauge.builder(
                        service + ".partitions.owned",
                        ownership,
                        owner -> owner.owned().size())
                .description("Partitions that this instance keeps in order")
                .register(meters);
    }
}
