package dev.chorus.bench;

import dev.chorus.contract.frame.Generation;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A connection that follows many documents, one request for each. */
final class Subscriber implements RawWebSocket.FrameListener {
    private static final byte[] ESTABLISHED = "subscription_established".getBytes(StandardCharsets.US_ASCII);
    private static final ClientPackets PACKETS = new ClientPackets(Generation.THIRD);

    private final Deque<CompletableFuture<byte[]>> waiting = new ArrayDeque<>();
    private final ChorusClient client;

    private Subscriber(EventLoopGroup group, int port) throws Exception {
        client = ChorusClient.connect(group, port, Tokens.ofToday("subscriber"), this)
                .get(20, TimeUnit.SECONDS);
    }

    static Subscriber connect(EventLoopGroup group, int port) throws Exception {
        return new Subscriber(group, port);
    }

    /** Follows a document; completes when that is established, in the order of those before it. */
    CompletableFuture<byte[]> follow(String document) {
        CompletableFuture<byte[]> established = new CompletableFuture<>();
        synchronized (waiting) {
            waiting.add(established);
        }
        client.request("POST", "/v4/Subscriptions", ClientPackets.subscription(document, "document"));
        return established;
    }

    void close() {
        client.close();
    }

    @Override
    public void frame(RawWebSocket socket, ByteBuf data, int offset, int length) {
        byte[] payload = PACKETS.decode(data, offset, length).payload();
        if (!contains(payload, ESTABLISHED)) {
            return;
        }
        CompletableFuture<byte[]> next;
        synchronized (waiting) {
            next = waiting.poll();
        }
        if (next != null) {
            next.complete(payload);
        }
    }

    private static boolean contains(byte[] text, byte[] word) {
        return new String(text, StandardCharsets.ISO_8859_1).contains(new String(word, StandardCharsets.ISO_8859_1));
    }
}
