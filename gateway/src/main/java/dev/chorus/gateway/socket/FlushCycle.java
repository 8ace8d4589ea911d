package dev.chorus.gateway.socket;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;

/**
 * Flushes the sockets of one event loop once per turn of that loop. Whatever was written to a socket within a turn goes
 * out in one system call, which is where the cost of a broadcast lies.
 */
final class FlushCycle {
    private List<SocketWriter> dirty = new ArrayList<>();
    private List<SocketWriter> spare = new ArrayList<>();

    /** Has a socket flushed when the work of this turn is done. Must be called on the loop. */
    void add(SocketWriter writer, EventLoop loop) {
        if (dirty.isEmpty()) {
            loop.execute(this::flush);
        }
        dirty.add(writer);
    }

    private void flush() {
        List<SocketWriter> writers = dirty;
        dirty = spare;
        for (SocketWriter writer : writers) {
            writer.flushNow();
        }
        writers.clear();
        spare = writers;
    }
}
