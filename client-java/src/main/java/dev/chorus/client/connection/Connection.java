package dev.chorus.client.connection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chorus.client.ChorusException;
import dev.chorus.client.ClientOptions;
import dev.chorus.client.ConnectionState;
import dev.chorus.contract.frame.Generation;
import dev.chorus.contract.frame.MalformedPacketException;
import dev.chorus.contract.frame.Packet;
import dev.chorus.contract.frame.PacketCodec;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One connection to whichever gateway answers, renewed for as long as it is wanted. Requests are kept until they are
 * answered, and repeated under their own ids after a connection was lost. All of it lives on one event loop.
 */
public final class Connection {
    private static final String PATH = "/v3/wsconnect";
    private static final int LARGEST_MESSAGE = 16 * 1024 * 1024;
    private static final int CONNECT_MILLIS = 10_000;
    private static final long INIT_MILLIS = 15_000;
    /** The server says something every 20 s. */
    private static final long SILENCE_MILLIS = 45_000;

    private static final int TOKEN_EXPIRED = 20104;

    private final Vertx vertx;
    private final Product product;
    private final ClientOptions options;
    private final WebSocketClient sockets;
    private final Calls calls;
    private final ClientLog log;
    private final Trace trace;
    private final List<ConnectionListener> listeners = new ArrayList<>();
    private final Map<String, Promise<@Nullable JsonNode>> waiting = new HashMap<>();
    private volatile ConnectionState state = ConnectionState.DISCONNECTED;
    private String token;
    private @Nullable String continuation;
    private @Nullable WebSocket socket;
    private int attempt;
    private int failures;
    private int incarnation;
    private long retryTimer = -1;
    private long silenceTimer = -1;
    private long lastHeardNanos;
    private boolean expiryTold;

    /** A connection that is not opened yet. */
    public Connection(Vertx vertx, String token, Product product, ClientOptions options) {
        this.vertx = vertx;
        this.token = token;
        this.product = product;
        this.options = options;
        this.log = new ClientLog(options.logLevel());
        this.trace = new Trace(options.onPacket());
        this.sockets = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setMaxFrameSize(LARGEST_MESSAGE)
                .setMaxMessageSize(LARGEST_MESSAGE));
        String host = URI.create(options.urls().get(0)).getAuthority();
        this.calls = new Calls(vertx, host, product.name(), options.outboxLimit(), new Calls.Wire() {
            @Override
            public void send(JsonObject header, @Nullable String payload) {
                Connection.this.send(header, payload);
            }

            @Override
            public void restart() {
                dropped("A request had no answer for too long", 0);
            }
        });
    }

    /** What is logged. */
    public ClientLog log() {
        return log;
    }

    /** Where it stands. May be asked from any thread. */
    public ConnectionState state() {
        return state;
    }

    /** Has somebody told. */
    public void listen(ConnectionListener listener) {
        listeners.add(listener);
    }

    /** Begins to connect. */
    public void open() {
        become(ConnectionState.CONNECTING);
        connect();
    }

    /** Asks for something. Fails with a {@link ChorusException} where it is refused. */
    public Future<Answer> request(CallRequest request) {
        return calls.add(request, Future::succeededFuture);
    }

    /** The same, with an answer that must be taken in before any event that comes behind it. */
    public <T> Future<T> request(CallRequest request, Function<Answer, Future<T>> receive) {
        return calls.add(request, receive);
    }

    /** Replaces the token, for this session or for the next. */
    public Future<Void> updateToken(String next) {
        if (next.equals(token) && state != ConnectionState.DENIED) {
            return Future.succeededFuture();
        }
        expiryTold = false;
        if (state == ConnectionState.CONNECTED) {
            return ask("update", new JsonObject().put("token", next)).compose(header -> {
                // With the connection lost meanwhile, the next one is what shows whether the token is good.
                JsonNode status = header == null ? null : header.path("status");
                if (status != null && status.path("code").asInt() >= 300) {
                    return Future.failedFuture(new ChorusException(
                            status.path("errorCode").asInt(),
                            status.path("code").asInt(),
                            status.path("description").asText("The token is refused")));
                }
                token = next;
                return Future.succeededFuture();
            });
        }
        token = next;
        if (state == ConnectionState.DENIED) {
            calls.accept();
            open();
        }
        return Future.succeededFuture();
    }

    /** Ends it for good. */
    public Future<Void> close() {
        calls.refuse(new ChorusException(ChorusException.SHUT_DOWN, 0, "The client has been closed"));
        WebSocket open = socket;
        if (state == ConnectionState.CONNECTED && open != null) {
            become(ConnectionState.DISCONNECTING);
            send(new JsonObject().put("method", "close").put("id", RandomHex.text()), null);
        }
        forgetSocket();
        become(ConnectionState.DISCONNECTED);
        return sockets.close();
    }

    private void connect() {
        vertx.cancelTimer(retryTimer);
        String url = options.urls().get(attempt++ % options.urls().size());
        int current = ++incarnation;
        sockets.connect(new WebSocketConnectOptions().setAbsoluteURI(url + PATH))
                .onComplete(connecting -> {
                    WebSocket opened = connecting.result();
                    if (current != incarnation || state != ConnectionState.CONNECTING) {
                        if (opened != null) {
                            opened.close();
                        }
                        return;
                    }
                    if (opened == null) {
                        dropped("The server cannot be reached", 0);
                        return;
                    }
                    socket = opened;
                    opened.binaryMessageHandler(frame -> ifCurrent(opened, () -> receive(frame)));
                    opened.closeHandler(closed -> ifCurrent(opened, () -> dropped("The connection was lost", 0)));
                    opened.exceptionHandler(failure -> ifCurrent(opened, () -> dropped("The connection failed", 0)));
                    lastHeardNanos = System.nanoTime();
                    watch(INIT_MILLIS);
                    begin();
                });
    }

    private void ifCurrent(WebSocket which, Runnable action) {
        if (socket == which) {
            action.run();
        }
    }

    private void begin() {
        String used = token;
        JsonObject init = product.init(used, continuation);
        ask("init", init).onSuccess(header -> {
            if (header == null) {
                return;
            }
            JsonNode status = header.path("status");
            int code = status.path("code").asInt(500);
            if (code == 401 || code == 403) {
                deny(
                        code,
                        status.path("errorCode").asInt(),
                        status.path("description").asText("The token is refused"));
                return;
            }
            if (code >= 300) {
                dropped("The server refused the connection with " + code, 0);
                return;
            }
            continuation = header.path("continuation_token").textValue();
            failures = 0;
            watch(SILENCE_MILLIS);
            become(ConnectionState.CONNECTED);
            if (!used.equals(token)) {
                ask("update", new JsonObject().put("token", token));
            }
            Future<Void> resent = calls.connected();
            List.copyOf(listeners).forEach(listener -> listener.ready(resent));
        });
    }

    private void receive(Buffer frame) {
        lastHeardNanos = System.nanoTime();
        Packet packet;
        try {
            packet = PacketCodec.decode(Generation.THIRD, frame.getBytes());
        } catch (MalformedPacketException e) {
            fail("The server does not speak this protocol");
            return;
        }
        JsonNode header = packet.header();
        trace.incoming(packet);
        if (packet.method().equals("reply")) {
            Promise<@Nullable JsonNode> asked = waiting.remove(packet.id());
            if (asked != null) {
                asked.complete(header);
            } else {
                calls.answered(header, packet.payload());
            }
            return;
        }
        if (packet.method().equals("notification")) {
            // Without a receipt: the answers to pings say often enough that this side lives.
            JsonObject payload = new JsonObject(Buffer.buffer(packet.payload()));
            String type = header.path("message_type").asText();
            each(listener -> listener.notification(type, payload));
            return;
        }
        JsonObject ok = new JsonObject().put("code", 200).put("status", "OK");
        send(new JsonObject().put("method", "reply").put("id", packet.id()).put("status", ok), null);
        switch (packet.method()) {
            case "client_update" -> {
                if (header.path("client_update_type").asText().equals("token_about_to_expire")) {
                    each(ConnectionListener::tokenAboutToExpire);
                }
            }
            case "close" -> sentAway(header, packet.payload());
            default -> {
                // A later server's, or a ping, which was answered.
            }
        }
    }

    /** The server ends the session (sync specification, section 7). */
    private void sentAway(JsonNode header, byte[] payload) {
        JsonNode status = header.path("status");
        int code = status.path("code").asInt();
        switch (code) {
            case 401, 410 ->
                deny(
                        code,
                        status.path("errorCode").asInt(code == 410 ? TOKEN_EXPIRED : 0),
                        status.path("description").asText("The token has ended"));
            case 406, 417 -> fail("The server closed the connection with " + code);
            default -> {
                JsonObject policy = payload.length == 0
                        ? new JsonObject()
                        : new JsonObject(Buffer.buffer(payload)).getJsonObject("backoff_policy", new JsonObject());
                dropped("The server sends its clients elsewhere", policy.getLong("reconnect_min_ms", 0L));
            }
        }
    }

    private void deny(int status, int code, String message) {
        forgetSocket();
        boolean expired = code == TOKEN_EXPIRED;
        if (!expired) {
            calls.refuse(new ChorusException(code, status, message));
        }
        log.warn(message);
        become(ConnectionState.DENIED);
        if (expired && !expiryTold) {
            expiryTold = true;
            each(ConnectionListener::tokenExpired);
        }
    }

    private void fail(String message) {
        log.error(message);
        forgetSocket();
        calls.refuse(new ChorusException(ChorusException.UNUSABLE, 0, message));
        become(ConnectionState.ERROR);
    }

    private void dropped(String why, long leastMillis) {
        if (state != ConnectionState.CONNECTING && state != ConnectionState.CONNECTED) {
            return;
        }
        forgetSocket();
        long pause =
                options.backoff().millis(failures++, ThreadLocalRandom.current().nextDouble());
        long delay = Math.max(1, Math.max(leastMillis, pause));
        log.info(why + "; next attempt in " + delay + " ms");
        become(ConnectionState.CONNECTING);
        retryTimer = vertx.setTimer(delay, timer -> connect());
    }

    private void forgetSocket() {
        vertx.cancelTimer(retryTimer);
        vertx.cancelTimer(silenceTimer);
        incarnation++;
        WebSocket old = socket;
        socket = null;
        List<Promise<@Nullable JsonNode>> unanswered = List.copyOf(waiting.values());
        waiting.clear();
        unanswered.forEach(promise -> promise.complete(null));
        calls.disconnected();
        if (old != null) {
            old.close();
        }
    }

    /** Gives a connection up on which nothing is heard, which a cut line does not tell by itself. */
    private void watch(long silenceMillis) {
        vertx.cancelTimer(silenceTimer);
        long silent = (System.nanoTime() - lastHeardNanos) / 1_000_000;
        silenceTimer = vertx.setTimer(Math.max(1, silenceMillis - silent), timer -> {
            if ((System.nanoTime() - lastHeardNanos) / 1_000_000 >= silenceMillis) {
                dropped("Nothing was heard for too long", 0);
            } else {
                watch(silenceMillis);
            }
        });
    }

    private void become(ConnectionState next) {
        if (state != next) {
            state = next;
            log.info("connection: " + next.word());
            each(listener -> listener.stateChanged(next));
        }
    }

    private void each(Consumer<ConnectionListener> tell) {
        List.copyOf(listeners).forEach(tell);
    }

    /** A packet that has its own answer; completes with null when the connection is lost. */
    private Future<@Nullable JsonNode> ask(String method, JsonObject fields) {
        String id = RandomHex.text();
        Promise<@Nullable JsonNode> answered = Promise.promise();
        waiting.put(id, answered);
        send(fields.put("method", method).put("id", id), null);
        return answered.future();
    }

    private void send(JsonObject header, @Nullable String payload) {
        WebSocket open = socket;
        if (open == null) {
            return;
        }
        byte[] body = payload == null ? new byte[0] : payload.getBytes(StandardCharsets.UTF_8);
        trace.outgoing(header, body);
        byte[] head = header.put("payload_size", body.length).encode().getBytes(StandardCharsets.UTF_8);
        open.writeBinaryMessage(Buffer.buffer(PacketCodec.encode(Generation.THIRD, head, body)));
    }
}
