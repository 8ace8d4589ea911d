package dev.chorus.gateway.stage;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of its own, because a socket takes a file descriptor at both ends, that opens connections and does not go on:
 * every fourth only connects, says half a request, upgrades without a word after it, or begins a frame.
 */
public final class HalfOpenSockets {
    private HalfOpenSockets() {}

    /** The port and the number of connections; says so when all are open and holds them until its input ends. */
    public static void main(String[] arguments) throws IOException {
        InetSocketAddress gateway = new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[0]));
        int count = Integer.parseInt(arguments[1]);
        byte[] upgrade = RawSocket.upgrade("/v3/wsconnect");
        byte[] half = "GET /v3/wsconnect HTTP/1.1\r\nHost: x\r\nUpgr".getBytes(StandardCharsets.US_ASCII);
        List<SocketChannel> open = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(gateway);
            open.add(channel);
            switch (i % 4) {
                case 1 -> channel.write(ByteBuffer.wrap(half));
                case 2, 3 -> {
                    channel.write(ByteBuffer.wrap(upgrade));
                    readHeader(channel);
                    if (i % 4 == 3) {
                        channel.write(
                                ByteBuffer.wrap(new byte[] {(byte) 0x82, (byte) 0xFE, 0x7F, 0x00, 1, 2, 3, 4, 5}));
                    }
                }
                default -> {
                    // Says nothing.
                }
            }
        }
        System.out.println("open " + open.size());
        while (System.in.read() >= 0) {
            // Held until the test ends it.
        }
    }

    private static void readHeader(SocketChannel channel) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(1024);
        StringBuilder header = new StringBuilder();
        while (header.indexOf("\r\n\r\n") < 0) {
            in.clear();
            if (channel.read(in) < 0) {
                throw new IOException("the gateway ended a connection");
            }
            header.append(StandardCharsets.US_ASCII.decode(in.flip()));
        }
    }
}
