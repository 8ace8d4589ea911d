package dev.chorus.gateway.socket;

import dev.chorus.contract.frame.CloseReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What the sessions of a gateway count. */
public final class SocketMetrics {
    private final AtomicInteger sessions;
    private final Map<CloseReason, Counter> closed = new EnumMap<>(CloseReason.class);
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
        Counter counter = closed.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }

    void malformedPacket() {
        malformed.increment();
    }

    void answered(long nanos) {
        requests.record(nanos, java.util.concurrent.TimeUnit.NANOSECONDS);
    }
}
