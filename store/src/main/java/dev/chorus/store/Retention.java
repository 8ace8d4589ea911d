package dev.chorus.store;

import java.time.Duration;

/**
 * How much of the past is kept. Recovery does not depend on the log: beyond it a difference of states is told, which
 * needs the marks of removed keys.
 *
 * @param logLength about how many changes an object's log holds
 * @param logAge how long a log is kept after the last change
 * @param tombstones how many removed keys a collection remembers
 * @param tombstoneAge how long it remembers them at least; at most twice that
 * @param requestAge how long a repeated request is recognised
 * @param interestLease how long a gateway's interest lasts unless repeated
 */
public record Retention(
        int logLength,
        Duration logAge,
        int tombstones,
        Duration tombstoneAge,
        Duration requestAge,
        Duration interestLease) {
    /** What is kept unless set otherwise. */
    public static final Retention DEFAULT = new Retention(
            1000, Duration.ofHours(1), 10_000, Duration.ofHours(24), Duration.ofMinutes(2), Duration.ofHours(48));

    /** Checks that something is kept. */
    public Retention {
        if (logLength < 1) {
            throw new IllegalArgumentException("logLength: " + logLength + " (expected: at least 1)");
        }
        if (tombstones < 0) {
            throw new IllegalArgumentException("tombstones: " + tombstones + " (expected: at least 0)");
        }
        if (logAge.toMillis() < 1 || logAge.toMillis() > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("logAge: " + logAge + " (expected: 1 ms .. 49 days)");
        }
        if (requestAge.toMillis() < 1 || requestAge.toMillis() > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("requestAge: " + requestAge + " (expected: 1 ms .. 49 days)");
        }
    }
}
