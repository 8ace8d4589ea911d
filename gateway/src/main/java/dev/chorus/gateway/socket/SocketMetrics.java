package dev.chorus.gateway.socket;

import dev.chorus.contract.frame.CloseReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What the sessions of a gateway count. */
public final class SocketMetrics {
    private final AtomicInteger sessions;
    private final Map<CloseReason, Counter> closed = new EnumMap<>(CloseReason.class);
    private final Map<Refusal, Counter> refused = new EnumMap<>(Refusal.class);
    private final Map<Limit, Counter> limits = new EnumMap<>(Limit.class);
    private final Counter malformed;
    private final Timer requests;

    /** Counters of one registry; the sessions of one process add to the same. */
    public SocketMetrics(MeterRegistry registry, AtomicInteger sessions) {
        this.sessions = sessions;
        for (CloseReason reason : CloseReason.values()) {
            closed.put(
                    reason,
                    Counter.builder("gateway.sessions.closed")
                            .description("Sessions that ended, by cause")
                            .tag("cause", reason.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        for (Refusal refusal : Refusal.values()) {
            refused.put(
                    refusal,
                    Counter.builder("gateway.sessions.refused")
                            .description("Connections that were not accepted, by cause")
                            .tag("cause", refusal.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        for (Limit limit : Limit.values()) {
            limits.put(
                    limit,
                    Counter.builder("gateway.limits.reached")
                            .description("Times that a session reached what it may use")
                            .tag("limit", limit.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        malformed = Counter.builder("gateway.packets.malformed")
                .description("Messages that were no packets")
                .register(registry);
        requests = Timer.builder("gateway.request.duration")
                .description("From a tunnelled request to its answer")
                .publishPercentileHistogram()
                .register(registry);
    }

    void opened() {
        sessions.incrementAndGet();
    }

    void closed(CloseReason reason) {
        sessions.decrementAndGet();
        increment(closed.get(reason));
    }

    void refused(Refusal refusal) {
        increment(refused.get(refusal));
    }

    void reached(Limit limit) {
        increment(limits.get(limit));
    }

    void malformedPacket() {
        malformed.increment();
    }

    void answered(long nanos) {
        requests.record(nanos, TimeUnit.NANOSECONDS);
    }

    private static void increment(@Nullable Counter counter) {
        if (counter != null) {
            counter.increment();
        }
    }
}
