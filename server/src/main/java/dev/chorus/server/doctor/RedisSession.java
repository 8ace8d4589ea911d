package dev.chorus.server.doctor;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** A connection to one Redis that blocks, so that each step towards it can be told apart. */
final class RedisSession implements AutoCloseable {
    private static final int LONGEST_TEXT = 16 * 1024 * 1024;

    private final RedisPlace place;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private RedisSession(RedisPlace place, Socket socket) throws IOException {
        this.place = place;
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** Goes all the way to a server that answers; fails with the step that does not work. */
    static RedisSession open(RedisPlace place, SSLSocketFactory tls) throws IOException {
        Socket socket = Dial.connect(place.host(), place.port(), "--redis");
        if (place.tls()) {
            socket = Dial.secure(
                    socket,
                    place.host(),
                    place.port(),
                    tls,
                    new Dial.Trust(
                            "Name the file with its authority's certificate in --redis-ca.",
                            "Write redis:// in --redis in place of rediss://, or turn TLS on in Redis (tls-port)."));
        }
        RedisSession session = new RedisSession(place, socket);
        try {
            session.enter();
            return session;
        } catch (IOException e) {
            session.close();
            throw e;
        }
    }

    RedisPlace place() {
        return place;
    }

    /**
     * Asks something.
     *
     * @return a {@code String}, a {@code Long}, a {@code List} of these, or null
     * @throws RedisRefusal where Redis answers with an error
     */
    @Nullable
    Object ask(String... words) throws IOException {
        send(words);
        return read();
    }

    /** What {@code INFO} tells, by name, and {@code appendfsync}, where the user may ask for it. */
    Map<String, String> facts() throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        String.valueOf(ask("INFO")).lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0 && !line.startsWith("#")) {
                facts.put(line.substring(0, colon), line.substring(colon + 1));
            }
        });
        try {
            if (ask("CONFIG", "GET", "appendfsync") instanceof List<?> told && told.size() == 2) {
                facts.put("appendfsync", String.valueOf(told.get(1)));
            }
        } catch (RedisRefusal mayNotAsk) {
            // Chorus itself needs no such right, so nothing is wrong.
        }
        return facts;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException ignored) {
            // Nothing depends on how it ends.
        }
    }

    private void enter() throws IOException {
        try {
            if (place.password() != null) {
                String user = place.user();
                ask(
                        user == null
                                ? new String[] {"AUTH", place.password()}
                                : new String[] {"AUTH", user, place.password()});
            }
            if (place.database() != 0) {
                ask("SELECT", Integer.toString(place.database()));
            }
            ask("PING");
        } catch (RedisRefusal refusal) {
            throw notLetIn(refusal);
        } catch (SocketTimeoutException e) {
            throw new StepFailure(
                    place + " takes the connection and says nothing for " + Dial.PATIENCE.toSeconds() + " s",
                    "Redis hangs or is busy (a slow script, swapping, a stopped process), or what listens there is"
                            + " no Redis, or it wants TLS (rediss://).");
        } catch (EOFException | SocketException e) {
            throw new StepFailure(
                    place + " ends the connection without a word",
                    place.tls()
                            ? "What listens there may be no Redis, or it wants a certificate of the client."
                            : "A Redis that wants TLS does so: write rediss:// in --redis. Or it is no Redis.");
        }
    }

    private StepFailure notLetIn(RedisRefusal refusal) {
        String message = String.valueOf(refusal.getMessage());
        if (message.contains("without any password configured")) {
            return new StepFailure(
                    place + " has no password, and one is given",
                    "Take the password out of the settings, or set one in Redis (requirepass, or an ACL user).");
        }
        String user = place.user() == null ? "the default user" : "the user " + place.user();
        return switch (refusal.code()) {
            case "WRONGPASS" ->
                new StepFailure(
                        place + " does not take the password of " + user,
                        "Compare user and password with those that Redis knows (ACL LIST there).");
            case "NOAUTH" ->
                new StepFailure(
                        place + " wants a password, and none is given",
                        "Give it in --redis (redis://:password@host:port) or as CHORUS_REDIS_PASSWORD.");
            case "NOPERM" ->
                new StepFailure(
                        place + " does not let " + user + " do the first thing: " + message,
                        "Give the user the rights that docs/operations.md lists.");
            case "LOADING" ->
                new StepFailure(
                        place + " is still reading its data from the disk", "Wait until it has, and look again.");
            case "DENIED" ->
                new StepFailure(
                        place + " is in protected mode: it takes no connections from other machines",
                        "Set a password in Redis, or protected-mode no where its network is trusted.");
            default ->
                message.contains("DB index")
                        ? new StepFailure(
                                place + " has no database " + place.database(),
                                "Name one that it has at the end of --redis; a Redis Cluster has only 0.")
                        : message.contains("max number of clients")
                                ? new StepFailure(
                                        place + " has as many clients as it may have",
                                        "Raise maxclients in Redis, or find who holds so many connections (CLIENT LIST).")
                                : new StepFailure(place + " does not let us in: " + message, "Look at its log.");
        };
    }

    private void send(String... words) throws IOException {
        StringBuilder request =
                new StringBuilder().append('*').append(words.length).append("\r\n");
        for (String word : words) {
            request.append('$')
                    .append(word.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        out.write(request.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private @Nullable Object read() throws IOException {
        String line = line();
        String rest = line.isEmpty() ? "" : line.substring(1);
        return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+' -> rest;
            case '-' -> throw new RedisRefusal(rest);
            case ':' -> Long.valueOf(rest);
            case '$' -> text(Integer.parseInt(rest));
            case '*' -> list(Integer.parseInt(rest));
            default ->
                throw new StepFailure(
                        place + " answers something that Redis does not say",
                        "What listens there is no Redis: look at host and port in --redis.");
        };
    }

    private @Nullable String text(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        if (length > LONGEST_TEXT) {
            throw new IOException("an answer of " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length + 2);
        if (bytes.length < length + 2) {
            throw new EOFException();
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private @Nullable List<@Nullable Object> list(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            list.add(read());
        }
        return list;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() < LONGEST_TEXT) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            if (next == '\n') {
                return line.toString();
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        throw new IOException("an endless line");
    }
}
