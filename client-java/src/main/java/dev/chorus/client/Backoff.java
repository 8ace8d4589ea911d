package dev.chorus.client;

import java.time.Duration;

/**
 * How long to wait between attempts: doubling up to a limit, and spread so that not all come at once.
 *
 * @param min before the first repetition
 * @param max at most
 */
public record Backoff(Duration min, Duration max) {
    /** What is taken unless something else is said. */
    public static final Backoff DEFAULT = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(15));

    /** Checks that the pauses are some, and in order. */
    public Backoff {
        if (min.isNegative() || min.isZero() || max.compareTo(min) < 0) {
            throw new IllegalArgumentException("backoff: " + min + " to " + max + " (expected: 0 < min <= max)");
        }
    }

    /**
     * The pause before another attempt.
     *
     * @param failures how many attempts have failed in a row before
     * @param random 0 to 1
     */
    public long millis(int failures, double random) {
        double step = Math.min((double) max.toMillis(), min.toMillis() * Math.pow(2, Math.min(failures, 20)));
        return Math.round(step * (0.5 + random / 2));
    }
}
