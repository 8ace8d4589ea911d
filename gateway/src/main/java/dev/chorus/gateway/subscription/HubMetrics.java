package dev.chorus.gateway.subscription;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What a hub counts. */
public final class HubMetrics {
    private final Counter deliveries;
    private final Counter strays;
    private final Counter replayed;
    private final Counter gaps;
    private final Counter linksLost;

    /** Counters of one registry; hubs of one process add to the same. */
    public HubMetrics(MeterRegistry registry) {
        deliveries = Counter.builder("gateway.hub.deliveries")
                .description("Changes that arrived from services")
                .register(registry);
        strays = Counter.builder("gateway.hub.deliveries.stray")
                .description("Changes that arrived for objects without subscribers here")
                .register(registry);
        replayed = Counter.builder("gateway.hub.changes.replayed")
                .description("Changes that were told again to clients that came back")
                .register(registry);
        gaps = Counter.builder("gateway.hub.gaps.healed")
                .description("Gaps in an object's changes that were closed from its log")
                .register(registry);
        linksLost = Counter.builder("gateway.hub.links.suspect")
                .description("Times that deliveries of a service instance may have been lost")
                .register(registry);
    }

    void delivered() {
        deliveries.increment();
    }

    void strayDelivery() {
        strays.increment();
    }

    void replayed(int changes) {
        replayed.increment(changes);
    }

    void gapHealed() {
        gaps.increment();
    }

    /** Notes that a link may have lost deliveries. */
    public void linkSuspected() {
        linksLost.increment();
    }
}
