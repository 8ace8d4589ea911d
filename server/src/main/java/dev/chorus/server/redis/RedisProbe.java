package dev.chorus.server.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The few words of Redis's protocol that it takes to see whether a server is ready, before there is an event loop. */
final class RedisProbe {
    private static final int TIMEOUT_MILLIS = 1_000;

    private RedisProbe() {}

    /** Whether the server answers a ping, and not only that it is still loading. */
    static boolean answers(int port, String password) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(("AUTH " + password + "\r\nPING\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(readTwoLines(socket.getInputStream()), StandardCharsets.US_ASCII).endsWith("+PONG\r\n");
        } catch (IOException e) {
            return false;
        }
    }

    /** A port of the loopback address that nobody uses. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets some time pass on the program's own threads. */
    static void pause(long millis) {
        try {
            java.util.concurrent.TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] readTwoLines(InputStream in) throws IOException {
        byte[] buffer = new byte[256];
        int length = 0;
        int lines = 0;
        while (lines < 2 && length < buffer.length) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            buffer[length++] = (byte) next;
            lines += next == '\n' ? 1 : 0;
        }
        return java.util.Arrays.copyOf(buffer, length);
    }
}
