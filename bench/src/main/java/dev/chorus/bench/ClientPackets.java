package dev.chorus.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chorus.contract.frame.Generation;
import dev.chorus.contract.frame.MalformedPacketException;
import dev.chorus.contract.frame.Packet;
import dev.chorus.contract.frame.PacketCodec;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** The packets of one generation's clients. */
record ClientPackets(Generation generation) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] NOTHING = new byte[0];

    /** Says who one is, in the third generation. */
    byte[] init(String id, String token) {
        return encode(JSON.createObjectNode().put("method", "init").put("token", token), id, NOTHING);
    }

    /** Asks to be told of changes, in the first generation. */
    byte[] notificationContext(String id) {
        byte[] context = "{\"protocol_version\":3,\"message_types\":[]}".getBytes(StandardCharsets.UTF_8);
        ObjectNode header =
                JSON.createObjectNode().put("method", "put_notification_ctx").put("notification_ctx_id", "chorus");
        return encode(header, id, context);
    }

    /** A tunnelled request. */
    byte[] request(String id, String requestId, String method, String path, String body) {
        ObjectNode header = JSON.createObjectNode().put("method", "message").put("payload_type", "application/json");
        ObjectNode http = header.putObject(generation.requestField())
                .put("host", "127.0.0.1")
                .put("path", path)
                .put("method", method);
        http.putObject("params");
        http.putObject("headers").put("Content-Type", "application/json").put("Twilio-Request-Id", requestId);
        return encode(header, id, body.getBytes(StandardCharsets.UTF_8));
    }

    /** The body that asks to be told of an object from its beginning on. */
    static String subscription(String sid, String type) {
        return "{\"event_protocol_version\":4,\"action\":\"establish\",\"correlation_id\":1,\"requests\":[{\"object_sid\":\""
                + sid + "\",\"object_type\":\"" + type + "\",\"last_event_id\":0}]}";
    }

    /** The answer to a ping. */
    byte[] pong(ByteBuf ping, int offset, int length) {
        ObjectNode header = JSON.createObjectNode().put("method", "reply");
        header.putObject("status").put("code", 200).put("status", "OK");
        return encode(header, decode(ping, offset, length).id(), NOTHING);
    }

    /** Reads a packet. */
    Packet decode(ByteBuf data, int offset, int length) {
        byte[] bytes = new byte[length];
        data.getBytes(offset, bytes);
        try {
            return PacketCodec.decode(generation, bytes);
        } catch (MalformedPacketException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a packet is, without reading more of it than the first field of its header, which is the method. */
    static Method method(ByteBuf data, int offset, int length) {
        int at = data.indexOf(offset, offset + Math.min(length, 40), (byte) '{') + "{'method':'".length();
        return switch (data.getByte(at)) {
            case 'r' -> data.getByte(at + 2) == 'p' ? Method.REPLY : Method.READY;
            case 'p' -> Method.PING;
            case 'n' -> Method.NOTIFICATION;
            default -> Method.OTHER;
        };
    }

    private byte[] encode(ObjectNode header, String id, byte[] payload) {
        byte[] head = header.put("id", id)
                .put("payload_size", payload.length)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        return PacketCodec.encode(generation, head, payload);
    }

    enum Method {
        REPLY,
        READY,
        PING,
        NOTIFICATION,
        OTHER
    }
}
