package dev.chorus.bench;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Requests at an even pace, whether or not those before are answered, and how long each took from the moment at which it
 * was due.
 */
final class Probe {
    private final Latencies latencies = new Latencies();
    private final Supplier<CompletableFuture<byte[]>> request;

    Probe(Supplier<CompletableFuture<byte[]>> request) {
        this.request = request;
    }

    /** Asks for a while and answers the latencies of that time. */
    Latencies run(int perSecond, Duration time) throws Exception {
        latencies.clear();
        long gapNanos = 1_000_000_000L / perSecond;
        long start = System.nanoTime();
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (long due = start; due < start + time.toNanos(); due += gapNanos) {
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(Math.min(200_000, due - System.nanoTime()));
            }
            long dueNanos = due;
            CompletableFuture<Void> one =
                    request.get().thenAccept(answer -> latencies.record(System.nanoTime() - dueNanos));
            all = CompletableFuture.allOf(one, all.isDone() ? CompletableFuture.completedFuture(null) : all);
        }
        all.get(30, TimeUnit.SECONDS);
        return latencies;
    }
}
