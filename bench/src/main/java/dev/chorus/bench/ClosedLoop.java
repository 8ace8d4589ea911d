package dev.chorus.bench;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Requests of which a fixed number is always under way. */
final class ClosedLoop {
    private final Supplier<CompletableFuture<?>> request;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong underWay = new AtomicLong();
    private volatile boolean ended;

    ClosedLoop(int inFlight, Supplier<CompletableFuture<?>> request) {
        this.request = request;
        underWay.set(inFlight);
        for (int i = 0; i < inFlight; i++) {
            next();
        }
    }

    /** How many requests are answered within a time from now. */
    long count(Duration time) throws InterruptedException {
        long before = done.get();
        TimeUnit.MILLISECONDS.sleep(time.toMillis());
        return done.get() - before;
    }

    /** Asks no more, and returns once everything is answered. */
    void end() throws InterruptedException {
        ended = true;
        while (underWay.get() > 0) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private void next() {
        if (ended) {
            underWay.decrementAndGet();
            return;
        }
        request.get().thenRun(() -> {
            done.incrementAndGet();
            next();
        });
    }
}
