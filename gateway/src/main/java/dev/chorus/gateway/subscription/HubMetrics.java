package dev.chorus.gateway.subscription;

import dev.chorus.contract.change.Change;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.gateway.latency.EventLatency;
import dev.chorus.gateway.latency.StoreClock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What a hub counts. */
public final class HubMetrics {
    private final Counter deliveries;
    private final Counter strays;
    private final Counter replayed;
    private final Counter gaps;
    private final Counter linksLost;
    private final Counter events;
    private final Counter repeated;
    private final Counter unheld;
    private final Counter resyncs;
    private final Counter rightsChecks;
    private final EventLatency latency;
    private int subscriptions;

    /** What one hub counts; hubs of one process add to the same counters. */
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
        events = Counter.builder("gateway.events.sent")
                .description("Changes that were told to subscribers, once for each of them")
                .register(registry);
        repeated = dropped(registry, "repeated");
        unheld = dropped(registry, "held_limit");
        resyncs = Counter.builder("gateway.resyncs.told")
                .description("Clients that were told to read an object anew, since nobody knows what they missed")
                .register(registry);
        rightsChecks = Counter.builder("gateway.rights.checks")
                .description("Times that a subscriber's right to read was asked for again, since it may have changed")
                .register(registry);
        latency = new EventLatency(new StoreClock(), registry);
    }

    private static Counter dropped(MeterRegistry registry, String cause) {
        return Counter.builder("gateway.changes.dropped")
                .description("Changes that were not passed on as they came, by cause; none of them is lost by that")
                .tag("cause", cause)
                .register(registry);
    }

    /** How long changes take. */
    public EventLatency latency() {
        return latency;
    }

    void delivered() {
        deliveries.increment();
        latency.arrived();
    }

    /** Notes that a change was told to some subscribers. */
    void told(Change change, int subscribers) {
        events.increment(subscribers);
        latency.told(change.atMillis());
    }

    void dropped(boolean repeats) {
        (repeats ? repeated : unheld).increment();
    }

    /** Notes why a subscription ended, or did not come about. */
    void failed(ErrorCode code) {
        if (code == ErrorCode.CURSOR_TOO_OLD) {
            resyncs.increment();
        }
    }

    void rightsChecked() {
        rightsChecks.increment();
    }

    void subscribed() {
        subscriptions++;
    }

    void unsubscribed() {
        subscriptions--;
    }

    /** How many subscriptions this loop has. */
    public int subscriptions() {
        return subscriptions;
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
