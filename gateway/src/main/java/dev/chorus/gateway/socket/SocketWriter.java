package dev.chorus.gateway.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;

/**
 * The way out to one client. Frames are written to the channel as they are and flushed together with those of others.
 * That passes by Vert.x's own accounting, so the bound on what a slow reader may leave unread is kept here.
 */
public final class SocketWriter {
    private final ChannelHandlerContext channel;
    private final FlushCycle flushCycle;
    private final long limitBytes;
    private final Runnable onSlowConsumer;
    private int unflushed;
    private boolean closed;

    /**
     * A writer; everything about it happens on the socket's event loop.
     *
     * @param channel where frames enter the socket's pipeline
     * @param flushCycle the loop's flushes
     * @param limitBytes how many bytes may wait for the client to read them
     * @param onSlowConsumer called once, later, when more do
     */
    SocketWriter(ChannelHandlerContext channel, FlushCycle flushCycle, long limitBytes, Runnable onSlowConsumer) {
        this.channel = channel;
        this.flushCycle = flushCycle;
        this.limitBytes = limitBytes;
        this.onSlowConsumer = onSlowConsumer;
    }

    /** Where frames that are framed already enter the pipeline of a socket: below the handler that would frame them. */
    static ChannelHandlerContext belowFraming(ServerWebSocket socket) {
        ChannelPipeline pipeline =
                ((WebSocketInternal) socket).channelHandlerContext().pipeline();
        // It watches plain HTTP connections. A session's own clock does that for a socket, at no cost for each write.
        if (pipeline.get(IdleStateHandler.class) != null) {
            pipeline.remove(IdleStateHandler.class);
        }
        return pipeline.context(WebSocketFrameEncoder.class);
    }

    /** Sends a frame and takes over the caller's hold on it. After {@link #close} frames are dropped. */
    public void write(ByteBuf frame) {
        if (closed) {
            frame.release();
            return;
        }
        channel.write(frame, channel.voidPromise());
        if (unflushed++ == 0) {
            flushCycle.add(this, channel.channel().eventLoop());
        }
        if (pendingBytes() > limitBytes) {
            closed = true;
            later(onSlowConsumer);
        }
    }

    /** Runs something in a later turn of the socket's event loop. */
    void later(Runnable action) {
        channel.channel().eventLoop().execute(action);
    }

    /** How many bytes wait for the client to read them. */
    long pendingBytes() {
        ChannelOutboundBuffer pending = channel.channel().unsafe().outboundBuffer();
        return pending == null ? 0 : pending.totalPendingWriteBytes();
    }

    /** Sends what was written and drops what comes after. */
    void close() {
        closed = true;
        flushNow();
    }

    /** Closes the connection at once and frees what waits in it. */
    void abort() {
        closed = true;
        channel.channel().close();
    }

    /** Hands what was written to the network, and returns how many frames that are. */
    int flushNow() {
        int frames = unflushed;
        if (frames > 0) {
            unflushed = 0;
            channel.flush();
        }
        return frames;
    }
}
