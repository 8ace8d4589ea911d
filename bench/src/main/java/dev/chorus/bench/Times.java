package dev.chorus.bench;

import java.time.Duration;

/**
 * How long the parts of a measurement take. A trial run, whose numbers are worth nothing, is made with
 * {@code BENCH_HASTE}: all times are divided by it.
 */
final class Times {
    private static final int HASTE = Integer.parseInt(System.getenv().getOrDefault("BENCH_HASTE", "1"));

    private Times() {}

    static Duration ofSeconds(int seconds) {
        return Duration.ofSeconds(seconds).dividedBy(HASTE);
    }
}
