package dev.chorus.bench;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Everyone who receives a broadcast. Each message carries the time at which it was sent; a message counts as delivered
 * when all have it.
 */
final class Audience implements RawWebSocket.FrameListener {
    /** What stands before the time in a message, whatever is around it. */
    static final String MARK = "\"sent\":";

    /** The time is a number of this many digits. */
    static final int STAMP_DIGITS = 19;

    private static final byte[] MARK_BYTES = MARK.getBytes(StandardCharsets.US_ASCII);
    private static final long STAMP_BASE = 1_000_000_000_000_000_000L;

    private final int size;
    private final int window;
    private final long[] sentStamps;
    private final int[] arrived;
    private final Latencies latencies = new Latencies();
    private final BlockingQueue<Integer> complete = new LinkedBlockingQueue<>();
    private volatile byte[] sample = new byte[0];
    private int stampFromEnd = -1;

    Audience(int size, int window) {
        this.size = size;
        this.window = window;
        this.sentStamps = new long[window];
        this.arrived = new int[window];
    }

    /** The text of a time that says which place of the window a message has: its last two digits. */
    static String stamp(int place) {
        long now = System.nanoTime() % (STAMP_BASE / 10);
        return Long.toString(STAMP_BASE + now / 100 * 100 + place);
    }

    /** Waits for a place of the window to be free. */
    int awaitComplete() {
        try {
            Integer place = complete.poll(20, TimeUnit.SECONDS);
            if (place == null) {
                throw new IllegalStateException("a message did not reach everyone within 20 s");
            }
            return place;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Latencies latencies() {
        return latencies;
    }

    /** The bytes of one message as they arrived, to be sent again by others. */
    byte[] sample() {
        return sample;
    }

    int window() {
        return window;
    }

    int size() {
        return size;
    }

    @Override
    public void frame(RawWebSocket socket, ByteBuf data, int offset, int length) {
        if (stampFromEnd < 0) {
            int at = find(data, offset, length);
            if (at < 0) {
                return;
            }
            stampFromEnd = offset + length - at;
            byte[] copy = new byte[length];
            data.getBytes(offset, copy);
            sample = copy;
        }
        int at = offset + length - stampFromEnd;
        if (at < offset || data.getByte(at - 1) != ':') {
            return;
        }
        long stamp = 0;
        for (int i = 0; i < STAMP_DIGITS; i++) {
            stamp = stamp * 10 + (data.getByte(at + i) - '0');
        }
        long sentNanos = stamp - STAMP_BASE;
        latencies.record(System.nanoTime() % (STAMP_BASE / 10) - sentNanos);
        int place = (int) (sentNanos % 100);
        if (sentStamps[place] != stamp) {
            sentStamps[place] = stamp;
            arrived[place] = 0;
        }
        if (++arrived[place] == size) {
            complete.add(place);
        }
    }

    private static int find(ByteBuf data, int offset, int length) {
        outer:
        for (int i = offset; i + MARK_BYTES.length + STAMP_DIGITS <= offset + length; i++) {
            for (int j = 0; j < MARK_BYTES.length; j++) {
                if (data.getByte(i + j) != MARK_BYTES[j]) {
                    continue outer;
                }
            }
            return i + MARK_BYTES.length;
        }
        return -1;
    }
}
