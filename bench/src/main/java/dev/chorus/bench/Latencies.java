package dev.chorus.bench;

import java.util.Arrays;

/** Latencies in buckets that are 2 % wide. It is written by one thread. */
final class Latencies {
    private static final double GROWTH = Math.log(1.02);
    private static final int BUCKETS = 2_000;

    private final long[] counts = new long[BUCKETS];
    private long total;

    void record(long nanos) {
        int bucket = nanos < 1_000 ? 0 : (int) (Math.log(nanos / 1_000.0) / GROWTH);
        counts[Math.min(bucket, BUCKETS - 1)]++;
        total++;
    }

    void clear() {
        Arrays.fill(counts, 0);
        total = 0;
    }

    /** The latency, in milliseconds, that this share of all was not above. */
    double millis(double share) {
        long wanted = (long) Math.ceil(total * share);
        long seen = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            seen += counts[bucket];
            if (seen >= wanted) {
                return Math.exp((bucket + 1) * GROWTH) / 1_000;
            }
        }
        return 0;
    }
}
