package dev.chorus.gateway.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.frame.Packet;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/**
 * A packet that a client was sent.
 *
 * @param number its place in the order of arrival
 */
public record ReceivedPacket(int number, String method, String id, JsonObject header, String payload) {
    static ReceivedPacket of(int number, Packet packet) {
        return new ReceivedPacket(
                number,
                packet.method(),
                packet.id(),
                new JsonObject(packet.header().toString()),
                new String(packet.payload(), StandardCharsets.UTF_8));
    }

    /** The payload as JSON. */
    public JsonObject json() {
        return new JsonObject(Buffer.buffer(payload));
    }

    /** For a notification: what it tells. */
    public String eventType() {
        return json().getString("event_type");
    }

    /** For a notification: the event's fields. */
    public JsonObject event() {
        return json().getJsonObject("event");
    }

    /** For an event of a collection or a document: its number. */
    public long eventId() {
        return event().getLong("id");
    }

    public int status() {
        return header.getJsonObject("status").getInteger("code");
    }

    public int httpStatus() {
        return header.getJsonObject("http_status").getInteger("code");
    }

    /** For a refusal by REST: its code. */
    public int errorCode() {
        return json().getInteger("code");
    }

    public ReceivedPacket assertStatus(int code) {
        assertThat(status()).as(header.encode()).isEqualTo(code);
        return this;
    }

    public ReceivedPacket assertHttp(int code) {
        assertStatus(200);
        assertThat(httpStatus()).as(header.encode() + payload).isEqualTo(code);
        assertThat(header.getJsonObject("http_headers")).isNotNull();
        return this;
    }
}
