package dev.chorus.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket client that does next to nothing with what it receives, so that the load generator is not what is
 * measured.
 */
final class RawWebSocket extends ChannelInboundHandlerAdapter {
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

    private final FrameListener listener;
    private final CompletableFuture<RawWebSocket> upgraded = new CompletableFuture<>();
    private final String request;
    private boolean open;
    private final ByteBuf pending = Unpooled.buffer();
    private @Nullable Channel channel;

    private RawWebSocket(String request, FrameListener listener) {
        this.request = request;
        this.listener = listener;
    }

    /** Connects; completes when the server has accepted. */
    static CompletableFuture<RawWebSocket> connect(
            EventLoopGroup group, int port, String path, FrameListener listener) {
        return connect(group, "127.0.0.1", port, path, listener);
    }

    /** Connects from one of the machine's loopback addresses, each of which has ports of its own. */
    @SuppressWarnings("AddressSelection") // The address is given in digits, so there is nothing to select.
    static CompletableFuture<RawWebSocket> connect(
            EventLoopGroup group, String source, int port, String path, FrameListener listener) {
        RawWebSocket socket = new RawWebSocket(
                "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
                listener);
        new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(socket)
                .connect(new InetSocketAddress("127.0.0.1", port), new InetSocketAddress(source, 0))
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        socket.upgraded.completeExceptionally(connected.cause());
                    }
                });
        return socket.upgraded;
    }

    /** Sends a binary message, masked with zeros. */
    void send(byte[] message) {
        Channel connected = channel;
        if (connected == null) {
            return;
        }
        ByteBuf frame = connected.alloc().buffer(message.length + 14);
        frame.writeByte(0x82);
        if (message.length <= 125) {
            frame.writeByte(0x80 | message.length);
        } else if (message.length <= 0xFFFF) {
            frame.writeByte(0x80 | 126).writeShort(message.length);
        } else {
            frame.writeByte(0x80 | 127).writeLong(message.length);
        }
        frame.writeInt(0).writeBytes(message);
        connected.writeAndFlush(frame, connected.voidPromise());
    }

    void close() {
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        ByteBuf head = context.alloc().buffer();
        head.writeCharSequence(request, StandardCharsets.US_ASCII);
        context.writeAndFlush(head);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf data = (ByteBuf) message;
        if (open && !pending.isReadable()) {
            readFrames(data);
            pending.clear().writeBytes(data);
        } else {
            pending.writeBytes(data);
            if (!open) {
                readHead();
            }
            if (open) {
                readFrames(pending);
                pending.discardReadBytes();
            }
        }
        data.release();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        pending.release();
        upgraded.completeExceptionally(new IllegalStateException("closed"));
        listener.closed();
    }

    private void readHead() {
        for (int i = pending.readerIndex(); i + HEAD_END.length <= pending.writerIndex(); i++) {
            if (pending.getByte(i) == '\r' && pending.getByte(i + 2) == '\r') {
                pending.readerIndex(i + HEAD_END.length);
                open = true;
                upgraded.complete(this);
                return;
            }
        }
    }

    private void readFrames(ByteBuf in) {
        while (in.readableBytes() >= 2) {
            int start = in.readerIndex();
            int length = in.getByte(start + 1) & 0x7F;
            int head = length == 126 ? 4 : length == 127 ? 10 : 2;
            if (in.readableBytes() < head) {
                return;
            }
            length = length == 126
                    ? in.getUnsignedShort(start + 2)
                    : length == 127 ? (int) in.getLong(start + 2) : length;
            if (in.readableBytes() < head + length) {
                return;
            }
            if ((in.getByte(start) & 0x0F) == 2) {
                listener.frame(this, in, start + head, length);
            }
            in.readerIndex(start + head + length);
        }
    }

    /** Who is told of frames, on the connection's event loop. */
    interface FrameListener {
        /** A whole binary message, which is only there during the call. */
        void frame(RawWebSocket socket, ByteBuf data, int offset, int length);

        /** The connection ended. */
        default void closed() {}
    }
}
