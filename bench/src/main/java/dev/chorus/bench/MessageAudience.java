package dev.chorus.bench;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The members of channels. A message carries the time at which it was sent and its place among those in flight; it
 * counts as delivered when all members of its channel have it. Frames come on one thread.
 */
final class MessageAudience implements RawWebSocket.FrameListener {
    /** How many messages may be in flight. */
    static final int PLACES = 1_000;

    private static final byte[] MARK = "sent:".getBytes(StandardCharsets.US_ASCII);
    private static final int STAMP_DIGITS = 19;
    private static final long STAMP_FLOOR = 1_000_000_000_000_000_000L;

    private final int members;
    private final long[] stamps = new long[PLACES];
    private final int[] arrived = new int[PLACES];
    private final Latencies latencies = new Latencies();
    private final AtomicLong delivered = new AtomicLong();
    private final BlockingQueue<Integer> complete = new LinkedBlockingQueue<>();
    private volatile byte[] sample = new byte[0];

    MessageAudience(int members) {
        this.members = members;
    }

    /** The text of a message that is sent now. */
    static String body(int place) {
        long now = System.nanoTime() % (STAMP_FLOOR / 10);
        return "sent:" + (STAMP_FLOOR + now / PLACES * PLACES + place) + " " + "x".repeat(60);
    }

    /** Waits until a message has reached all members and answers its place; null if none did in time. */
    @Nullable
    Integer awaitComplete(long millis) {
        try {
            return complete.poll(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Latencies latencies() {
        return latencies;
    }

    long delivered() {
        return delivered.get();
    }

    /** A message as members got it. */
    byte[] sample() {
        return sample;
    }

    @Override
    public void frame(RawWebSocket socket, ByteBuf data, int offset, int length) {
        int at = find(data, offset, length);
        if (at < 0) {
            return;
        }
        if (sample.length == 0) {
            byte[] copy = new byte[length];
            data.getBytes(offset, copy);
            sample = copy;
        }
        long stamp = 0;
        for (int i = 0; i < STAMP_DIGITS; i++) {
            stamp = stamp * 10 + (data.getByte(at + i) - '0');
        }
        latencies.record(System.nanoTime() % (STAMP_FLOOR / 10) - (stamp - STAMP_FLOOR) / PLACES * PLACES);
        delivered.lazySet(delivered.get() + 1);
        int place = (int) (stamp % PLACES);
        if (stamps[place] != stamp) {
            stamps[place] = stamp;
            arrived[place] = 0;
        }
        if (++arrived[place] == members) {
            complete.add(place);
        }
    }

    private static int find(ByteBuf data, int offset, int length) {
        int last = offset + length - MARK.length - STAMP_DIGITS;
        for (int at = data.indexOf(offset, last, MARK[0]); at >= 0; at = data.indexOf(at + 1, last, MARK[0])) {
            int matched = 1;
            while (matched < MARK.length && data.getByte(at + matched) == MARK[matched]) {
                matched++;
            }
            if (matched == MARK.length) {
                return at + MARK.length;
            }
        }
        return -1;
    }
}
