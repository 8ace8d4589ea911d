package dev.chorus.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.frame.Generation;
import dev.chorus.contract.frame.PacketCodec;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.object.RemoveObject;
import dev.chorus.gateway.stage.GatewayStage;
import dev.chorus.gateway.stage.RawSocket;
import dev.chorus.gateway.stage.SocketClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever others send, an honest client beside them notices nothing. */
class SocketFuzzTest {
    private static final int CONNECTIONS = 400;
    private static final int MESSAGES = 25;

    @RegisterExtension
    static final GatewayStage STAGE = new GatewayStage();

    @Test
    void anHonestClientIsNotDisturbedByAnyBytesOfOthers() {
        long seed = Long.getLong("chorus.fuzz.seed", System.nanoTime());
        System.out.println("SocketFuzzTest: -Dchorus.fuzz.seed=" + seed);
        Random random = new Random(seed);
        RequestFuzz fuzz = new RequestFuzz(random);
        for (ObjectType type : ObjectType.values()) {
            STAGE.sync().create(type, "{}");
        }
        // What is asked about shall be there to the end.
        STAGE.sync().orders().refuse(RemoveObject.class, ErrorCode.ACCESS_FORBIDDEN, Integer.MAX_VALUE);
        ObjectSid honest = STAGE.sync().create(ObjectType.MAP, "{}");
        SocketClient alice = STAGE.connect("alice");
        alice.subscribe(honest, 0L);

        for (int i = 0; i < CONNECTIONS; i++) {
            attack(random, fuzz);

            alice.request("PUT", "/v3/Maps/" + honest + "/Items/k" + i, "{\"data\":{}}")
                    .assertHttp(201);
            alice.assertEvent("map_item_added", i + 1);
        }

        assertThat(alice.unread()).as("seed %d", seed).isEmpty();
        assertThat(alice.isClosed()).isFalse();
    }

    private static void attack(Random random, RequestFuzz fuzz) {
        boolean first = random.nextInt(4) == 0;
        String path = first ? "/v2/wsconnect?token=" + STAGE.tokens().of("mallory") : "/v3/wsconnect";
        Generation generation = first ? Generation.FIRST : Generation.THIRD;
        try (RawSocket socket = new RawSocket(STAGE.port())) {
            if (random.nextInt(10) == 0) {
                socket.send(bytes(random, 400));
                return;
            }
            socket.send(RawSocket.upgrade(path));
            socket.readHttpHeader();
            if (!first && random.nextInt(5) > 0) {
                JsonObject init = new JsonObject()
                        .put("method", "init")
                        .put("id", "i")
                        .put("token", STAGE.tokens().of("mallory"));
                socket.send(RawSocket.frame(RawSocket.BINARY, true, packet(generation, init, "")));
                socket.readFrame();
            }
            for (int i = 0; i < MESSAGES; i++) {
                socket.send(message(random, fuzz, generation));
            }
        } catch (UncheckedIOException closedByTheGateway) {
            // As it should be, in the middle of garbage.
            return;
        }
    }

    private static byte[] message(Random random, RequestFuzz fuzz, Generation generation) {
        return switch (random.nextInt(40)) {
            case 0 -> RawSocket.frame(random.nextInt(16), random.nextBoolean(), bytes(random, 300));
            case 1 -> bytes(random, 60);
            case 2 -> RawSocket.frame(RawSocket.BINARY, true, bytes(random, 300));
            case 3 -> RawSocket.frame(RawSocket.TEXT, true, bytes(random, 30));
            case 4 -> RawSocket.frame(RawSocket.BINARY, false, bytes(random, 30));
            case 5, 6 -> RawSocket.frame(RawSocket.PING, true, bytes(random, 125));
            case 7, 8 -> {
                byte[] packet = packet(generation, request(fuzz, generation), fuzz.body());
                packet[random.nextInt(packet.length)] = (byte) random.nextInt(256);
                yield RawSocket.frame(RawSocket.BINARY, true, packet);
            }
            case 9, 10, 11 ->
                RawSocket.frame(RawSocket.BINARY, true, packet(generation, other(random, fuzz), fuzz.garbage(30)));
            default ->
                RawSocket.frame(RawSocket.BINARY, true, packet(generation, request(fuzz, generation), fuzz.body()));
        };
    }

    private static JsonObject request(RequestFuzz fuzz, Generation generation) {
        return new JsonObject()
                .put("method", "message")
                .put("id", fuzz.garbage(8))
                .put("payload_type", "application/json")
                .put("active_grant", fuzz.garbage(4))
                .put(generation.requestField(), fuzz.http());
    }

    private static JsonObject other(Random random, RequestFuzz fuzz) {
        String method = List.of(
                        "init", "update", "put_notification_ctx", "delete_notification_ctx", "reply", "ping", "x")
                .get(random.nextInt(7));
        Object token = List.of(
                        "x",
                        "a.b.c",
                        STAGE.tokens().of("mallory"),
                        STAGE.tokens().of("bob"),
                        7)
                .get(random.nextInt(5));
        return new JsonObject()
                .put("method", method)
                .put("id", fuzz.garbage(8))
                .put("token", token)
                .put("continuation_token", fuzz.garbage(5))
                .put("capabilities", new JsonArray().add(7).add("client_update").addNull());
    }

    private static byte[] packet(Generation generation, JsonObject header, String payload) {
        byte[] body = payload.getBytes(StandardCharsets.UTF_8);
        byte[] head = header.put("payload_size", body.length).toBuffer().getBytes();
        return PacketCodec.encode(generation, head, body);
    }

    private static byte[] bytes(Random random, int most) {
        byte[] bytes = new byte[random.nextInt(most + 1)];
        random.nextBytes(bytes);
        return bytes;
    }
}
