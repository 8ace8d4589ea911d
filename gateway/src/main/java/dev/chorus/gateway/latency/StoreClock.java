package dev.chorus.gateway.latency;

import java.util.concurrent.TimeUnit;

/**
 * The store's clock, by which changes are dated, as one event loop knows it. Clocks of machines differ, so the difference is
 * measured as NTP does it: whoever asks what time it is knows that the answer was given between question and answer. Of
 * the latest answers the one with the shortest way counts, and half of that way is how wrong it can be. The loop's own
 * side is the clock that never jumps.
 */
public final class StoreClock {
    private static final int SAMPLES = 8;
    private static final long NANOS_OF_A_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final long[] offsetNanos = new long[SAMPLES];
    private final long[] wayNanos = new long[SAMPLES];
    private int heard;
    private volatile boolean known;
    private volatile long bestOffsetNanos;
    private volatile long bestWayNanos;

    /**
     * Takes an answer.
     *
     * @param askedNanos when the question left, by {@link System#nanoTime}
     * @param answeredNanos when the answer came
     * @param storeMillis what it said
     */
    public void heard(long askedNanos, long answeredNanos, long storeMillis) {
        int slot = heard++ % SAMPLES;
        // The store says whole milliseconds; the middle of the one that it names is least wrong.
        long storeNanos = storeMillis * NANOS_OF_A_MILLI + NANOS_OF_A_MILLI / 2;
        wayNanos[slot] = answeredNanos - askedNanos;
        offsetNanos[slot] = storeNanos - askedNanos - wayNanos[slot] / 2;
        int best = slot;
        for (int i = 0; i < Math.min(heard, SAMPLES); i++) {
            best = wayNanos[i] < wayNanos[best] ? i : best;
        }
        bestOffsetNanos = offsetNanos[best];
        bestWayNanos = wayNanos[best];
        known = true;
    }

    /** Whether there was an answer yet. */
    public boolean isKnown() {
        return known;
    }

    /** The store's time at a moment of {@link System#nanoTime}, as nanoseconds of the epoch. */
    long epochNanos(long atNanos) {
        return atNanos + bestOffsetNanos;
    }

    /** How far this machine's clock is ahead of the store's; 0 while that is not known. */
    public double skewSeconds() {
        return known ? seconds(System.currentTimeMillis() * NANOS_OF_A_MILLI - epochNanos(System.nanoTime())) : 0;
    }

    /** How wrong the store's time may be here; 0 while it is not known at all. */
    public double uncertaintySeconds() {
        return known ? seconds(bestWayNanos / 2 + NANOS_OF_A_MILLI / 2) : 0;
    }

    private static double seconds(long nanos) {
        return nanos / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
