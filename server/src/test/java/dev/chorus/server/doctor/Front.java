package dev.chorus.server.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** A proxy in front of a gateway that may change the head of each request, as one that is set up wrongly does. */
final class Front implements AutoCloseable {
    private final ServerSocket socket;
    private final int behind;
    private final UnaryOperator<String> change;

    private Front(ServerSocket socket, int behind, UnaryOperator<String> change) {
        this.socket = socket;
        this.behind = behind;
        this.change = change;
    }

    static Front of(int port, UnaryOperator<String> change) throws IOException {
        Front front = new Front(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()), port, change);
        daemon(front::accept);
        return front;
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                daemon(() -> serve(client));
            } catch (IOException over) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket gateway = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            StringBuilder head = new StringBuilder();
            InputStream in = client.getInputStream();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return;
                }
                head.append((char) next);
            }
            gateway.getOutputStream().write(change.apply(head.toString()).getBytes(StandardCharsets.US_ASCII));
            daemon(() -> copy(in, gateway));
            gateway.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException over) {
            // One of both ended the connection.
        }
    }

    private static void copy(InputStream in, Socket gateway) {
        try {
            OutputStream out = gateway.getOutputStream();
            in.transferTo(out);
        } catch (IOException over) {
            // One of both ended the connection.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "front");
        thread.setDaemon(true);
        thread.start();
    }
}
