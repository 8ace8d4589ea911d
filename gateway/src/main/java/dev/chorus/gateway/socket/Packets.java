package dev.chorus.gateway.socket;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.frame.CloseReason;
import dev.chorus.contract.frame.Generation;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayResponse;
import io.netty.buffer.ByteBuf;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** The packets that a gateway sends (sync specification, section 4; IP messaging specification, section 4.3). */
public final class Packets {
    private static final byte[] NO_PAYLOAD = new byte[0];
    private static final String JSON = "application/json";

    private Packets() {}

    /** A notification, which may go to any number of sockets. */
    public static ByteBuf notification(Generation generation, String messageType, byte[] payload) {
        byte[] header = new JsonWriter()
                .text("method", "notification")
                .text("id", freshId("N"))
                .text("message_type", messageType)
                .text("payload_type", JSON)
                .number("payload_size", payload.length)
                .toBytes();
        return WebSocketFrames.ofPacket(generation, header, payload);
    }

    static ByteBuf reply(Generation generation, String id) {
        return packet(generation, status(head("reply", id), 200, "OK"));
    }

    static ByteBuf refusal(Generation generation, String id, RequestFailedException refusal) {
        ErrorCode code = refusal.code();
        JsonWriter header = head("reply", id)
                .object(
                        "status",
                        status -> status.number("code", code.httpStatus())
                                .text("status", statusWord(code.httpStatus()))
                                .text("description", refusal.getMessage())
                                .number("errorCode", code.number()));
        return packet(generation, header);
    }

    static ByteBuf httpReply(Generation generation, String id, GatewayResponse response) {
        JsonWriter header = status(head("reply", id), 200, "OK")
                .object(
                        "http_status",
                        status -> status.number("code", response.status()).text("status", response.reason()))
                .object("http_headers", headers -> {
                    headers.text("content-type", JSON);
                    for (Map.Entry<String, String> field : response.headers().entrySet()) {
                        headers.text(field.getKey(), field.getValue());
                    }
                });
        if (response.body().length > 0) {
            header.text("payload_type", JSON);
        }
        byte[] bytes = header.number("payload_size", response.body().length).toBytes();
        return WebSocketFrames.ofPacket(generation, bytes, response.body());
    }

    static ByteBuf initReply(String id, Iterable<String> capabilities, String continuationToken, boolean reissued) {
        JsonWriter header = status(head("reply", id), 200, "OK")
                .texts("capabilities", capabilities)
                .text("continuation_token", continuationToken)
                .object(
                        "continuation_token_status",
                        status ->
                                status.flag("reissued", reissued).text("reissue_reason", reissued ? "MISSING" : null));
        return packet(Generation.THIRD, header);
    }

    static ByteBuf ready(String id) {
        byte[] payload = new JsonWriter().text("wschannel_url", "ws/" + id).toBytes();
        byte[] header = head("ready", id)
                .text("payload_type", JSON)
                .number("payload_size", payload.length)
                .toBytes();
        return WebSocketFrames.ofPacket(Generation.FIRST, header, payload);
    }

    static ByteBuf ping(Generation generation) {
        return packet(generation, head("ping", freshId("P")));
    }

    static ByteBuf tokenAboutToExpire() {
        return packet(
                Generation.THIRD,
                head("client_update", freshId("U")).text("client_update_type", "token_about_to_expire"));
    }

    /** The goodbye of the third generation, whose code is in the header. */
    static ByteBuf close(CloseReason reason, long reconnectMinMillis) {
        JsonWriter header = head("close", freshId("C")).object("status", status -> {
            status.number("code", reason.code()).text("status", reason.status());
            if (reason.errorCode() != null) {
                status.number("errorCode", reason.errorCode().number());
            }
        });
        byte[] payload = reason != CloseReason.OFFLOAD
                ? NO_PAYLOAD
                : new JsonWriter()
                        .object(
                                "backoff_policy",
                                policy -> policy.number("reconnect_min_ms", reconnectMinMillis)
                                        .number("reconnect_max_ms", 60_000))
                        .toBytes();
        byte[] bytes = header.number("payload_size", payload.length).toBytes();
        return WebSocketFrames.ofPacket(Generation.THIRD, bytes, payload);
    }

    /** The goodbye of the first generation, whose code is in the payload. */
    static ByteBuf firstGenerationClose(CloseReason reason) {
        byte[] payload = new JsonWriter()
                .number("code", reason.code())
                .text("status", reason.status())
                .toBytes();
        byte[] header = head("close", freshId("C"))
                .text("payload_type", JSON)
                .number("payload_size", payload.length)
                .toBytes();
        return WebSocketFrames.ofPacket(Generation.FIRST, header, payload);
    }

    private static JsonWriter head(String method, String id) {
        return new JsonWriter().text("method", method).text("id", id);
    }

    private static JsonWriter status(JsonWriter header, int code, String word) {
        return header.object("status", status -> status.number("code", code).text("status", word));
    }

    private static ByteBuf packet(Generation generation, JsonWriter header) {
        return WebSocketFrames.ofPacket(
                generation, header.number("payload_size", 0).toBytes(), NO_PAYLOAD);
    }

    /** Clients compare this word with literals: a refused token must read {@code UNAUTHORIZED} (section 8.2). */
    private static String statusWord(int httpStatus) {
        return GatewayResponse.reasonOf(httpStatus)
                .toUpperCase(java.util.Locale.ROOT)
                .replace(' ', '_');
    }

    private static String freshId(String prefix) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return prefix + Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
    }
}
