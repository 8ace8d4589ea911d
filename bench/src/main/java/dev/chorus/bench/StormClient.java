package dev.chorus.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chorus.contract.frame.Generation;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A client as the SDKs are: it follows documents, knows the last event of each, and when its connection ends it comes
 * back to another gateway after a while that doubles with each refusal, and asks for what it missed. It judges what it is
 * told: every event once and in order. All of it happens on the load's one loop.
 */
final class StormClient implements RawWebSocket.FrameListener {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ClientPackets PACKETS = new ClientPackets(Generation.THIRD);
    private static final int FIRST_PAUSE_MILLIS = 1_000;
    private static final int LONGEST_PAUSE_MILLIS = 16_000;

    private final EventLoopGroup group;
    private final String token;
    private final int refuge;
    private final Tally tally;
    private final Map<String, Long> lastEvents = new HashMap<>();
    private final Set<String> established = new HashSet<>();
    private int pauseMillis = FIRST_PAUSE_MILLIS;

    /** What all clients together saw. */
    static final class Tally {
        final Set<StormClient> served = new HashSet<>();
        int refusals;
        int missing;
        int repeated;
        int replayed;
    }

    /**
     * A client without a connection.
     *
     * @param refuge the port of the gateway that it goes to when it is sent away
     */
    StormClient(EventLoopGroup group, String token, int refuge, List<String> documents, Tally tally) {
        this.group = group;
        this.token = token;
        this.refuge = refuge;
        this.tally = tally;
        documents.forEach(document -> lastEvents.put(document, 0L));
    }

    void connect(int port) {
        RawWebSocket.connect(group, port, "/v3/wsconnect", this).whenComplete((socket, failure) -> {
            if (failure == null) {
                socket.send(PACKETS.init("TM0", token));
            } else {
                refused();
            }
        });
    }

    /** The last event that it has of each document. */
    Map<String, Long> lastEvents() {
        return lastEvents;
    }

    @Override
    public void frame(RawWebSocket socket, ByteBuf data, int offset, int length) {
        switch (ClientPackets.method(data, offset, length)) {
            case REPLY -> {
                if ("TM0".equals(PACKETS.decode(data, offset, length).id())) {
                    subscribe(socket, lastEvents.keySet());
                }
            }
            case PING -> socket.send(PACKETS.pong(data, offset, length));
            case NOTIFICATION ->
                told(socket, read(PACKETS.decode(data, offset, length).payload()));
            default -> {
                // A goodbye, which the end of the connection follows.
            }
        }
    }

    @Override
    public void closed() {
        established.clear();
        tally.served.remove(this);
        comeBack();
    }

    private void told(RawWebSocket socket, JsonNode body) {
        JsonNode event = body.path("event");
        switch (body.path("event_type").asText()) {
            case "subscription_established" -> {
                String document = event.path("object_sid").asText();
                if ("interrupted".equals(event.path("replay_status").asText())) {
                    subscribe(socket, Set.of(document));
                    return;
                }
                established.add(document);
                if (established.size() == lastEvents.size()) {
                    pauseMillis = FIRST_PAUSE_MILLIS;
                    tally.served.add(this);
                }
            }
            case "subscription_failed" -> {
                tally.refusals++;
                String document = event.path("object_sid").asText();
                group.schedule(() -> subscribe(socket, Set.of(document)), pauseMillis, TimeUnit.MILLISECONDS);
            }
            case "document_updated" -> {
                String document = event.path("document_sid").asText();
                long id = event.path("id").asLong();
                long last = lastEvents.getOrDefault(document, 0L);
                tally.replayed += body.has("correlation_id") ? 1 : 0;
                if (id <= last) {
                    tally.repeated++;
                } else {
                    tally.missing += (int) (id - last - 1);
                    lastEvents.put(document, id);
                }
            }
            default -> throw new IllegalStateException(body.toString());
        }
    }

    private void subscribe(RawWebSocket socket, Set<String> documents) {
        StringBuilder requests = new StringBuilder();
        for (String document : documents) {
            requests.append(requests.isEmpty() ? "" : ",")
                    .append("{\"object_sid\":\"")
                    .append(document)
                    .append("\",\"object_type\":\"document\",\"last_event_id\":")
                    .append(lastEvents.get(document))
                    .append('}');
        }
        String round = "{\"event_protocol_version\":4,\"action\":\"establish\",\"correlation_id\":1,\"requests\":["
                + requests + "]}";
        String requestId = "RQ" + ThreadLocalRandom.current().nextLong();
        socket.send(PACKETS.request("TM1", requestId, "POST", "/v4/Subscriptions", round));
    }

    private void refused() {
        tally.refusals++;
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
        comeBack();
    }

    private void comeBack() {
        group.schedule(() -> connect(refuge), ThreadLocalRandom.current().nextInt(pauseMillis), TimeUnit.MILLISECONDS);
    }

    private static JsonNode read(byte[] payload) {
        try {
            return JSON.readTree(payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
