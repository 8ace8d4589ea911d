package dev.chorus.server.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A request over a connection, and as much of the answer as tells who answers. */
final class HttpTalk {
    private static final int LONGEST_ANSWER = 64 * 1024;
    /** A page that every gateway has, and nothing else. */
    private static final String CHORUS_PAGE = "/errors/20503";

    private HttpTalk() {}

    /**
     * An answer.
     *
     * @param status its status; 0 where what came is no HTTP
     * @param text status line, headers and, if it was waited for, body
     */
    record Answer(int status, String text) {
        /** Whether it is how a gateway explains an error of its own. */
        boolean isOfChorus() {
            return status == 200 && text.contains("\"code\":20503");
        }

        /** Its header, for instance which proxy sent it; empty where there is none. */
        String header(String name) {
            return text.lines()
                    .takeWhile(line -> !line.isEmpty())
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    /** Asks for the page that only a gateway has. */
    static Answer askForChorus(Socket socket, String host) throws IOException {
        return get(socket, host, CHORUS_PAGE, "Connection: close\r\n", true);
    }

    /**
     * Sends a GET.
     *
     * @param headers further headers, each with its line break
     * @param body whether to read on behind the headers until the connection ends
     */
    static Answer get(Socket socket, String host, String path, String headers, boolean body) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(
                ("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: chorus-doctor\r\n" + headers + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        StringBuilder text = new StringBuilder();
        InputStream in = socket.getInputStream();
        try {
            while (text.length() < LONGEST_ANSWER) {
                int next = in.read();
                if (next < 0) {
                    break;
                }
                if (next != '\r') {
                    text.append((char) next);
                }
                if (!body
                        && text.length() > 1
                        && text.substring(text.length() - 2).equals("\n\n")) {
                    break;
                }
            }
        } catch (SocketTimeoutException e) {
            if (text.length() == 0) {
                throw e;
            }
        }
        String line = text.toString().lines().findFirst().orElse("");
        return new Answer(
                line.matches("HTTP/1\\.[01] \\d{3}.*") ? Integer.parseInt(line.substring(9, 12)) : 0, text.toString());
    }
}
