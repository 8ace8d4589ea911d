package dev.chorus.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.ArrayList;
import java.util.List;

/**
 * What Chorus's fan-out is measured against: a Vert.x server on one event loop that passes each message of a publisher
 * on to all subscribers, with no thought for anything. {@code shared} frames it once and flushes each socket once per
 * turn; {@code api} writes it to each socket by the public method.
 */
final class BareBroadcastServer {
    private final boolean shared;
    private final List<ServerWebSocket> subscribers = new ArrayList<>();
    private final List<ChannelHandlerContext> channels = new ArrayList<>();
    private boolean flushing;

    private BareBroadcastServer(boolean shared) {
        this.shared = shared;
    }

    public static void main(String[] arguments) {
        BareBroadcastServer server = new BareBroadcastServer("shared".equals(arguments[1]));
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
        HttpServerOptions options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(Integer.parseInt(arguments[0]))
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false);
        vertx.createHttpServer(options)
                .webSocketHandler(server::accept)
                .listen()
                .onSuccess(listening -> System.out.println("ready"));
    }

    private void accept(ServerWebSocket socket) {
        if (socket.path().equals("/publish")) {
            socket.binaryMessageHandler(shared ? this::broadcastShared : this::broadcastApi);
        } else {
            subscribers.add(socket);
            channels.add(((WebSocketInternal) socket).channelHandlerContext());
        }
    }

    private void broadcastApi(Buffer message) {
        for (ServerWebSocket subscriber : subscribers) {
            subscriber.writeBinaryMessage(message);
        }
    }

    private void broadcastShared(Buffer message) {
        ByteBuf frame = PooledByteBufAllocator.DEFAULT.directBuffer(message.length() + 4);
        frame.writeByte(0x82).writeByte(126).writeShort(message.length()).writeBytes(message.getBytes());
        for (ChannelHandlerContext channel : channels) {
            channel.write(frame.retainedDuplicate(), channel.voidPromise());
        }
        frame.release();
        if (!flushing) {
            flushing = true;
            EventLoop loop = channels.get(0).channel().eventLoop();
            loop.execute(() -> {
                flushing = false;
                channels.forEach(ChannelHandlerContext::flush);
            });
        }
    }
}
