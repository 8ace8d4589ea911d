package dev.chorus.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chorus.contract.frame.Generation;
import dev.chorus.contract.frame.Packet;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A client of the sync dialect with just what the load needs. What is no reply is handed on unread. */
final class ChorusClient implements RawWebSocket.FrameListener {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ClientPackets PACKETS = new ClientPackets(Generation.THIRD);

    private final RawWebSocket.FrameListener events;
    private final Map<String, CompletableFuture<byte[]>> requests = new ConcurrentHashMap<>();
    private @Nullable RawWebSocket socket;
    private long lastId;

    private ChorusClient(RawWebSocket.FrameListener events) {
        this.events = events;
    }

    /** Connects and says who it is. */
    static CompletableFuture<ChorusClient> connect(
            EventLoopGroup group, int port, String token, RawWebSocket.FrameListener events) {
        ChorusClient client = new ChorusClient(events);
        return RawWebSocket.connect(group, port, "/v3/wsconnect", client).thenCompose(open -> {
            client.socket = open;
            return client.exchange(id -> PACKETS.init(id, token)).thenApply(accepted -> client);
        });
    }

    /** A token of the development endpoint. */
    static String token(int port) {
        return token(port, "load");
    }

    /** A token for this identity. */
    static String token(int port, String identity) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/dev/token?identity=" + identity));
        return send(request).path("token").asText();
    }

    /** Changes settings of a chat service, as a back end does. */
    static void updateService(int port, String service, String form) {
        String credentials = Base64.getEncoder()
                .encodeToString((DevelopmentKeyring.ACCOUNT + ":" + DevelopmentKeyring.AUTH_TOKEN)
                        .getBytes(StandardCharsets.US_ASCII));
        send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/chat/v2/Services/" + service))
                .header("Authorization", "Basic " + credentials)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private static JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A tunnelled request; completes with the body of its answer. */
    CompletableFuture<byte[]> request(String method, String path, String body) {
        String requestId = "RQ" + System.identityHashCode(this) + "x" + (lastId + 1);
        return exchange(id -> PACKETS.request(id, requestId, method, path, body));
    }

    /** The same, parsed, for the steps before the measurement. */
    JsonNode ask(String method, String path, String body) {
        try {
            return JSON.readTree(request(method, path, body).get(20, TimeUnit.SECONDS));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private CompletableFuture<byte[]> exchange(Function<String, byte[]> packet) {
        String id = "TM" + ++lastId;
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        requests.put(id, answer);
        RawWebSocket open = socket;
        if (open != null) {
            open.send(packet.apply(id));
        }
        return answer;
    }

    @Override
    public void frame(RawWebSocket from, ByteBuf data, int offset, int length) {
        switch (ClientPackets.method(data, offset, length)) {
            case REPLY -> {
                Packet packet = PACKETS.decode(data, offset, length);
                CompletableFuture<byte[]> answer = requests.remove(packet.id());
                if (answer != null) {
                    answer.complete(packet.payload());
                }
            }
            case PING -> from.send(PACKETS.pong(data, offset, length));
            default -> events.frame(from, data, offset, length);
        }
    }

    @Override
    public void closed() {
        events.closed();
    }

    void close() {
        RawWebSocket open = socket;
        if (open != null) {
            open.close();
        }
    }
}
