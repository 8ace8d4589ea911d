package dev.chorus.gateway.socket;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Flushes the sockets of one event loop together. Whatever was written to a socket since goes out in one system call,
 * which is where the cost of a broadcast lies.
 *
 * <p>An idle loop flushes when the work of its turn is done. One that has just spent a while on flushing a broadcast
 * pauses for as long, up to {@link #LONGEST_PAUSE_NANOS}, so that what comes meanwhile goes out with it: the busier a
 * loop is, the more it gathers.
 */
final class FlushCycle {
    /** What gathering may cost anybody in latency. */
    static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private List<SocketWriter> dirty = new ArrayList<>();
    private List<SocketWriter> spare = new ArrayList<>();
    private long resumeNanos = System.nanoTime();

    /** Has a socket flushed soon. Must be called on the loop. */
    void add(SocketWriter writer, EventLoop loop) {
        if (dirty.isEmpty()) {
            long pauseNanos = resumeNanos - System.nanoTime();
            if (pauseNanos <= 0) {
                loop.execute(this::flush);
            } else {
                loop.schedule(this::flush, pauseNanos, TimeUnit.NANOSECONDS);
            }
        }
        dirty.add(writer);
    }

    private void flush() {
        long startNanos = System.nanoTime();
        List<SocketWriter> writers = dirty;
        dirty = spare;
        for (SocketWriter writer : writers) {
            writer.flushNow();
        }
        writers.clear();
        spare = writers;
        long endNanos = System.nanoTime();
        resumeNanos = endNanos + Math.min(endNanos - startNanos, LONGEST_PAUSE_NANOS);
    }
}
