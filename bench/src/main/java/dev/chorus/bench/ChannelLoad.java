package dev.chorus.bench;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;

/** Sends messages: first as many as go through, then half as many, evenly spread. */
final class ChannelLoad {
    private static final long PATIENCE_MILLIS = 20_000;

    private final MessageAudience audience;
    private final int inFlight;
    private final Sender sender;
    private int number;

    ChannelLoad(MessageAudience audience, int inFlight, Sender sender) {
        this.audience = audience;
        this.inFlight = inFlight;
        this.sender = sender;
    }

    /** Runs the load and answers what it led to. */
    LoadResult run(Duration warmUp, Duration round, int members, DoubleSupplier cpuSeconds) {
        begin(warmUp);
        double cpuBefore = cpuSeconds.getAsDouble();
        long startNanos = System.nanoTime();
        int messages = saturate(round);
        double perSecond = messages / ((System.nanoTime() - startNanos) / 1e9);
        double cpuMicros = (cpuSeconds.getAsDouble() - cpuBefore) * 1e6 / ((double) messages * members);
        end();
        pace(perSecond / 2, warmUp.dividedBy(4));
        audience.latencies().clear();
        pace(perSecond / 2, round);
        return new LoadResult(
                perSecond,
                cpuMicros,
                audience.latencies().millis(0.5),
                audience.latencies().millis(0.99));
    }

    /** Puts as many messages in flight as there may be, and keeps them there for a while. */
    void begin(Duration warmUp) {
        for (int place = 0; place < inFlight; place++) {
            sender.send(place, number++);
        }
        saturate(warmUp);
    }

    /** Waits for what is in flight. */
    void end() {
        for (int place = 0; place < inFlight; place++) {
            await(PATIENCE_MILLIS);
        }
    }

    /** Sends a message whenever one has arrived; returns how many. */
    int saturate(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        int messages = 0;
        while (System.nanoTime() < until) {
            sender.send(await(PATIENCE_MILLIS), number++);
            messages++;
        }
        return messages;
    }

    /** An open loop: a message leaves when its time has come, whether or not those before have arrived. Returns how many. */
    int pace(double perSecond, Duration time) {
        Deque<Integer> free = new ArrayDeque<>();
        for (int place = 0; place < MessageAudience.PLACES; place++) {
            free.add(place);
        }
        long gapNanos = (long) (1e9 / perSecond);
        long start = System.nanoTime();
        int sent = 0;
        int arrived = 0;
        while (System.nanoTime() - start < time.toNanos()) {
            long due = start + sent * gapNanos;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(Math.min(200_000, due - System.nanoTime()));
            }
            for (Integer place = audience.awaitComplete(0); place != null; place = audience.awaitComplete(0)) {
                free.add(place);
                arrived++;
            }
            Integer place = free.poll();
            if (place == null) {
                place = await(PATIENCE_MILLIS);
                arrived++;
            }
            sender.send(place, number++);
            sent++;
        }
        while (arrived++ < sent) {
            await(PATIENCE_MILLIS);
        }
        return sent;
    }

    private int await(long millis) {
        Integer place = audience.awaitComplete(millis);
        if (place == null) {
            throw new IllegalStateException("a message did not reach all members within " + millis + " ms");
        }
        return place;
    }

    /** How a message is sent. */
    interface Sender {
        /**
         * Sends one.
         *
         * @param place its place among those in flight
         * @param number the how many-th it is
         */
        void send(int place, int number);
    }
}
