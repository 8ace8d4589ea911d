package dev.chorus.gateway.latency;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * How long changes take on one event loop, from their commit and from their arrival to the moment at which the frames of all
 * their subscribers were handed to the network. It belongs to the loop, remembers two numbers for each change between
 * two flushes, and allocates nothing for a change.
 */
public final class EventLatency {
    private static final long NANOS_OF_A_MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    /** Beyond this many between two flushes, the rest is not measured. */
    private static final int MOST = 65_536;

    private static final Duration[] BUCKETS = IntStream.of(
                    1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final StoreClock clock;
    private final Timer fromCommit;
    private final Timer fromArrival;
    private long[] committedMillis = new long[64];
    private long[] arrivedNanos = new long[64];
    private int pending;
    private long arrivalNanos;
    private boolean awaitsFlush;

    /** Latencies by this clock; the loops of one process add to the same histograms. */
    public EventLatency(StoreClock clock, MeterRegistry meters) {
        this.clock = clock;
        fromCommit = Timer.builder("gateway.event.latency")
                .description("From a change's commit in Redis to the socket writes of its subscribers here")
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
        fromArrival = Timer.builder("gateway.fanout.duration")
                .description("From a change's arrival at an event loop to the socket writes of its subscribers here")
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }

    /** The clock that it goes by. */
    public StoreClock clock() {
        return clock;
    }

    /** Changes that are told next arrived now. */
    public void arrived() {
        arrivalNanos = System.nanoTime();
    }

    /** A change was written to its subscribers; if any of them had something written, a flush is to come. */
    public void told(long atMillis) {
        if (!awaitsFlush || pending >= MOST) {
            return;
        }
        if (pending == committedMillis.length) {
            committedMillis = Arrays.copyOf(committedMillis, 2 * pending);
            arrivedNanos = Arrays.copyOf(arrivedNanos, 2 * pending);
        }
        committedMillis[pending] = atMillis;
        arrivedNanos[pending++] = arrivalNanos;
    }

    /** Something was written to a socket and waits for the next flush. */
    public void awaitFlush() {
        awaitsFlush = true;
    }

    /** Everything that was written was handed to the network. */
    public void flushed() {
        awaitsFlush = false;
        if (pending == 0) {
            return;
        }
        long nowNanos = System.nanoTime();
        for (int i = 0; i < pending; i++) {
            fromArrival.record(nowNanos - arrivedNanos[i], TimeUnit.NANOSECONDS);
            if (clock.isKnown()) {
                long tookNanos = clock.epochNanos(nowNanos) - committedMillis[i] * NANOS_OF_A_MILLI;
                // Less than nothing is within what the clocks are uncertain by.
                fromCommit.record(Math.max(0, tookNanos), TimeUnit.NANOSECONDS);
            }
        }
        pending = 0;
    }
}
