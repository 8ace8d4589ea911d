package dev.chorus.gateway.socket;

import dev.chorus.gateway.latency.EventLatency;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Flushes the sockets of one event loop together. Whatever was written to a socket since goes out in one system call,
 * which is where the cost of a broadcast lies.
 *
 * <p>A loop flushes when the work of its turn is done. One that has just flushed several frames for a socket is offered
 * more than single flushes would keep up with: it puts the next one off for as long as this one took, up to
 * {@link #LONGEST_PAUSE_NANOS}, so that what comes meanwhile goes out with it. The busier a loop is, the more it gathers;
 * one that finds nothing to gather waits for nothing.
 */
final class FlushCycle {
    /** What gathering may cost anybody in latency. */
    static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final EventLatency latency;
    private List<SocketWriter> dirty = new ArrayList<>();
    private List<SocketWriter> spare = new ArrayList<>();
    private boolean gathering;
    private long resumeNanos;

    /** A cycle that tells when what was written has left. */
    FlushCycle(EventLatency latency) {
        this.latency = latency;
    }

    /** Has a socket flushed soon. Must be called on the loop. */
    void add(SocketWriter writer, EventLoop loop) {
        if (dirty.isEmpty()) {
            latency.awaitFlush();
            long pauseNanos = gathering ? resumeNanos - loop.ticker().nanoTime() : 0;
            if (pauseNanos <= 0) {
                loop.execute(() -> flush(loop));
            } else {
                loop.schedule(() -> flush(loop), pauseNanos, TimeUnit.NANOSECONDS);
            }
        }
        dirty.add(writer);
    }

    private void flush(EventLoop loop) {
        long startNanos = loop.ticker().nanoTime();
        List<SocketWriter> writers = dirty;
        dirty = spare;
        int frames = 0;
        for (SocketWriter writer : writers) {
            frames += writer.flushNow();
        }
        // One and a half for each socket: a reply here and there beside a broadcast is no load yet.
        gathering = 2 * frames >= 3 * writers.size();
        writers.clear();
        spare = writers;
        latency.flushed();
        long endNanos = loop.ticker().nanoTime();
        resumeNanos = endNanos + Math.min(endNanos - startNanos, LONGEST_PAUSE_NANOS);
    }
}
