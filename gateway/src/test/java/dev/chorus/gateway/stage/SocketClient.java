package dev.chorus.gateway.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.frame.Generation;
import dev.chorus.contract.frame.MalformedPacketException;
import dev.chorus.contract.frame.PacketCodec;
import dev.chorus.contract.object.ObjectSid;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A client of either generation that says exactly what a test wants, and remembers what it is sent, in order. */
public final class SocketClient {
    private static final long PATIENCE_SECONDS = 20;

    private final Generation generation;
    private final WebSocket socket;
    private final List<ReceivedPacket> received = new ArrayList<>();
    private final Promise<Void> closed = Promise.promise();
    private int receivedCount;
    private int lastId;
    private volatile boolean answersPings = true;

    private SocketClient(Generation generation, WebSocket socket) {
        this.generation = generation;
        this.socket = socket;
    }

    static SocketClient open(Vertx vertx, WebSocketClient client, int port, String path) {
        Generation generation = path.startsWith("/v2/") ? Generation.FIRST : Generation.THIRD;
        WebSocketConnectOptions options =
                new WebSocketConnectOptions().setHost("127.0.0.1").setPort(port).setURI(path);
        Promise<SocketClient> opened = Promise.promise();
        // Handlers are set on the client's event loop, before it reads on: nothing that is sent early is lost.
        vertx.runOnContext(turn -> client.connect(options)
                .map(socket -> {
                    SocketClient session = new SocketClient(generation, socket);
                    socket.binaryMessageHandler(session::receive);
                    socket.textMessageHandler(text -> {
                        throw new AssertionError("a text frame");
                    });
                    socket.exceptionHandler(failure -> {});
                    socket.closeHandler(end -> session.markClosed());
                    return session;
                })
                .onComplete(opened));
        return GatewayStage.await(opened.future());
    }

    /** Says who it is, in the third generation. */
    public ReceivedPacket init(String token) {
        return init(new JsonObject().put("token", token).put("capabilities", new JsonArray().add("client_update")));
    }

    /** Says hello with these header fields. */
    public ReceivedPacket init(JsonObject fields) {
        return reply(send("init", fields));
    }

    /** Sends a packet without payload. Returns its id. */
    public String send(String method, JsonObject fields) {
        return send(method, fields, "");
    }

    /** Sends a packet. Returns its id. */
    public synchronized String send(String method, JsonObject fields, String payload) {
        String id = "T" + ++lastId;
        byte[] body = payload.getBytes(StandardCharsets.UTF_8);
        byte[] header = fields.copy()
                .put("method", method)
                .put("id", id)
                .put("payload_size", body.length)
                .toBuffer()
                .getBytes();
        sendBytes(PacketCodec.encode(generation, header, body));
        return id;
    }

    /** Sends a binary message, whatever it is. */
    public Future<Void> sendBytes(byte[] message) {
        return socket.writeBinaryMessage(Buffer.buffer(message));
    }

    /** Asks for something and does not wait for the answer. Returns the request's id. */
    public String ask(String method, String path, @Nullable String body) {
        return ask(new JsonObject().put("method", method).put("path", path).put("params", new JsonObject()), body);
    }

    /** Asks with these fields and does not wait for the answer. Returns the request's id. */
    public String ask(JsonObject http, @Nullable String body) {
        JsonObject fields =
                new JsonObject().put("payload_type", "application/json").put(generation.requestField(), http);
        return send("message", fields, body == null ? "" : body);
    }

    /** Asks for something and waits for the answer. */
    public ReceivedPacket request(String method, String path, @Nullable String body) {
        return reply(ask(method, path, body));
    }

    /** Asks with these fields and waits for the answer. */
    public ReceivedPacket request(JsonObject http, @Nullable String body) {
        return reply(ask(http, body));
    }

    /** Subscribes and waits until that is confirmed, which gives what was told before it. */
    public List<ReceivedPacket> subscribe(ObjectSid sid, @Nullable Long lastEventId) {
        long round = askToSubscribe(sid, lastEventId);
        List<ReceivedPacket> told = new ArrayList<>();
        while (true) {
            ReceivedPacket next = notification();
            told.add(next);
            if (next.eventType().startsWith("subscription_")) {
                assertThat(next.json().getLong("correlation_id")).isEqualTo(round);
                return told;
            }
        }
    }

    /** Asks for a subscription and waits for the answer to that alone. Returns the round's correlation id. */
    public long askToSubscribe(ObjectSid sid, @Nullable Long lastEventId) {
        long round = 1_700_000_000_000L + lastId;
        request("POST", "/v4/Subscriptions", round("establish", round, sid, lastEventId))
                .assertHttp(202);
        return round;
    }

    /** The body of a subscription round for one object. */
    public static String round(String action, long correlationId, ObjectSid sid, @Nullable Long lastEventId) {
        JsonObject wanted = new JsonObject()
                .put("object_sid", sid.value())
                .put("object_type", sid.type().orElseThrow().word())
                .put("last_event_id", lastEventId);
        return new JsonObject()
                .put("event_protocol_version", 4)
                .put("action", action)
                .put("correlation_id", correlationId)
                .put("requests", new JsonArray().add(wanted))
                .encode();
    }

    /** Waits for the reply to a packet. */
    public ReceivedPacket reply(String id) {
        return next(
                "a reply to " + id,
                packet -> packet.method().equals("reply") && packet.id().equals(id));
    }

    /** Waits for the next notification. */
    public ReceivedPacket notification() {
        return next("a notification", packet -> packet.method().equals("notification"));
    }

    /** Waits for the next notification and expects it to be of a type. */
    public ReceivedPacket assertEvent(String eventType) {
        ReceivedPacket event = notification();
        assertThat(event.eventType()).as(event.payload()).isEqualTo(eventType);
        return event;
    }

    /** Waits for the next notification and expects it to be of a type and a number. */
    public ReceivedPacket assertEvent(String eventType, long id) {
        ReceivedPacket event = assertEvent(eventType);
        assertThat(event.eventId()).as(event.payload()).isEqualTo(id);
        return event;
    }

    /** Expects that what the services sent so far holds nothing for this client: a request goes behind it and back. */
    public void assertNoEvent() {
        ReceivedPacket fence = request("GET", "/v3/Documents/nothing-by-this-name", null);
        synchronized (this) {
            assertThat(received)
                    .filteredOn(packet -> packet.method().equals("notification") && packet.number() < fence.number())
                    .isEmpty();
        }
    }

    /** Waits for the next packet of a method. */
    public ReceivedPacket packet(String method) {
        return next("a packet " + method, packet -> packet.method().equals(method));
    }

    /** What was sent and not asked for yet. */
    public synchronized List<ReceivedPacket> unread() {
        return List.copyOf(received);
    }

    /** Leaves pings unanswered from now on. */
    public void ignorePings() {
        answersPings = false;
    }

    /** Reads no further, until {@link #read}. */
    public void stopReading() {
        socket.pause();
    }

    public void read() {
        socket.resume();
    }

    public WebSocket socket() {
        return socket;
    }

    /** Waits until the connection has ended. */
    public void awaitClosed() {
        GatewayStage.await(closed.future());
    }

    public boolean isClosed() {
        return closed.future().isComplete();
    }

    private synchronized ReceivedPacket next(String what, Predicate<ReceivedPacket> wanted) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            for (Iterator<ReceivedPacket> all = received.iterator(); all.hasNext(); ) {
                ReceivedPacket packet = all.next();
                if (wanted.test(packet)) {
                    all.remove();
                    return packet;
                }
            }
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (left <= 0 || closed.future().isComplete()) {
                throw new AssertionError("no " + what + (left <= 0 ? " in time" : " before the end") + ": " + received);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private synchronized void receive(Buffer message) {
        try {
            ReceivedPacket packet =
                    ReceivedPacket.of(receivedCount++, PacketCodec.decode(generation, message.getBytes()));
            received.add(packet);
            if (packet.method().equals("ping") && answersPings) {
                acknowledge(packet);
            }
            notifyAll();
        } catch (MalformedPacketException e) {
            throw new AssertionError(e);
        }
    }

    private synchronized void markClosed() {
        closed.tryComplete();
        notifyAll();
    }

    private void acknowledge(ReceivedPacket packet) {
        byte[] header = new JsonObject()
                .put("id", packet.id())
                .put("method", "reply")
                .put("payload_type", "application/json")
                .put("status", new JsonObject().put("code", 200).put("status", "OK"))
                .put("payload_size", 0)
                .toBuffer()
                .getBytes();
        sendBytes(PacketCodec.encode(generation, header, new byte[0]));
    }
}
