package dev.chorus.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * How late the event loops of the process come to what they were asked to do. Each is asked for something a few times a
 * second; what it is late by, everything on that loop is late by.
 */
final class LoopLag {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final Duration[] BUCKETS = IntStream.of(1, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final Timer lag;

    private LoopLag(MeterRegistry meters) {
        lag = Timer.builder("server.loop.lag")
                .description("How late event loops come to what they have to do")
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }

    /** Measures these loops for as long as they run. */
    static void watch(Iterable<EventExecutor> loops, MeterRegistry meters) {
        LoopLag lag = new LoopLag(meters);
        loops.forEach(lag::askAgain);
    }

    private void askAgain(EventExecutor loop) {
        if (loop.isShuttingDown()) {
            return;
        }
        long dueNanos = System.nanoTime() + PAUSE_NANOS;
        loop.schedule(
                () -> {
                    lag.record(Math.max(0, System.nanoTime() - dueNanos), TimeUnit.NANOSECONDS);
                    askAgain(loop);
                },
                PAUSE_NANOS,
                TimeUnit.NANOSECONDS);
    }
}
