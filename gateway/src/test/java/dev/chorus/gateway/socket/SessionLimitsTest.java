package dev.chorus.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.frame.Generation;
import dev.chorus.contract.frame.PacketCodec;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.object.ReadObject;
import dev.chorus.gateway.GatewayLimits;
import dev.chorus.gateway.stage.GatewayStage;
import dev.chorus.gateway.stage.Orders;
import dev.chorus.gateway.stage.RawSocket;
import dev.chorus.gateway.stage.ReceivedPacket;
import dev.chorus.gateway.stage.SocketClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one client may use, and that it uses it at nobody's expense. */
class SessionLimitsTest {
    private static final int MESSAGE_BYTES = 64 * 1024;
    private static final int PENDING_BYTES = 512 * 1024;
    private static final int REQUESTS = 8;

    @RegisterExtension
    static final GatewayStage STAGE = new GatewayStage(new GatewayLimits(
            MESSAGE_BYTES,
            PENDING_BYTES,
            REQUESTS,
            5,
            2,
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            1_000,
            Duration.ofHours(24)));

    @Test
    void aSlowReaderIsLetGoAndEverybodyElseIsToldEverything() {
        ObjectSid document = STAGE.sync().create(ObjectType.DOCUMENT, "{}");
        SocketClient slow = STAGE.connect("slow");
        SocketClient bob = STAGE.connect("bob");
        slow.subscribe(document, 0L);
        bob.subscribe(document, 0L);
        slow.stopReading();
        String value = "{\"text\":\"" + "x".repeat(15_000) + "\"}";

        // Loopback itself holds some megabytes for a reader that does not read.
        int sent = 0;
        while (STAGE.counted("gateway.sessions.closed", "cause", "slow_consumer") == 0) {
            assertThat(sent)
                    .as("changes of 15 kB without the slow reader being let go")
                    .isLessThan(5_000);
            for (int i = 0; i < 50; i++) {
                STAGE.sync().change(document, "", value);
                bob.assertEvent("document_updated", ++sent);
            }
        }

        STAGE.sync().change(document, "", value);
        bob.assertEvent("document_updated", sent + 1);
        assertThat(STAGE.sessions()).isEqualTo(1);
        slow.read();
        slow.awaitClosed();
    }

    @Test
    void requestsBeyondThoseInFlightWaitAndAreNotLost() throws Exception {
        SocketClient client = STAGE.connect("alice");
        SocketClient bob = STAGE.connect("bob");
        ObjectSid document = STAGE.sync().create(ObjectType.DOCUMENT, "{}");
        Orders.HeldAnswers held = STAGE.sync().orders().holdAnswers(ReadObject.class);

        List<String> asked = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            asked.add(client.ask("GET", "/v3/Documents/" + document, null));
        }
        STAGE.sync().orders().awaitTaken(ReadObject.class, REQUESTS);
        bob.request("GET", "/errors/20001", null).assertHttp(200);
        int underWay = STAGE.sync().orders().taken(ReadObject.class).size();
        assertThat(underWay).isEqualTo(REQUESTS);
        held.release();

        for (String id : asked) {
            client.reply(id).assertHttp(200);
        }
        assertThat(STAGE.sync().orders().taken(ReadObject.class)).hasSize(300);
    }

    @Test
    void aSubscriptionTooManyFailsAndTheOthersGoOn() {
        SocketClient client = STAGE.connect("alice");
        ObjectSid first = STAGE.sync().create(ObjectType.MAP, "{}");
        client.subscribe(first, 0L);
        client.subscribe(STAGE.sync().create(ObjectType.MAP, "{}"), 0L);
        ObjectSid third = STAGE.sync().create(ObjectType.MAP, "{}");

        ReceivedPacket failed = client.subscribe(third, 0L).get(0);

        assertThat(failed.eventType()).isEqualTo("subscription_failed");
        assertThat(failed.event().getJsonObject("error").getInteger("code")).isEqualTo(54012);
        assertThat(client.subscribe(first, 0L)).hasSize(1);
        client.request("POST", "/v4/Subscriptions", SocketClient.round("cancel", 1, first, null));
        client.assertEvent("subscription_canceled");
        assertThat(client.subscribe(third, 0L).get(0).eventType()).isEqualTo("subscription_established");
    }

    @Test
    void subscriptionsThatFailedTakeNoRoom() {
        SocketClient client = STAGE.connect("alice");
        for (int i = 0; i < 5; i++) {
            ReceivedPacket failed = client.subscribe(new ObjectSid("MP%032x".formatted(0xabc + i)), 0L)
                    .get(0);
            assertThat(failed.event().getJsonObject("error").getInteger("status"))
                    .isEqualTo(404);
        }

        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        assertThat(client.subscribe(map, 0L).get(0).eventType()).isEqualTo("subscription_established");
    }

    @Test
    void aSessionTooManyIsRefusedUntilOneLeaves() throws Exception {
        List<SocketClient> clients = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            clients.add(STAGE.connect("alice"));
        }

        try (RawSocket refused = new RawSocket(STAGE.port())) {
            refused.send(RawSocket.upgrade("/v3/wsconnect"));
            assertThat(refused.readHttpHeader()).startsWith("HTTP/1.1 503");
        }
        GatewayStage.await(clients.get(0).socket().close());
        clients.get(1).request("GET", "/errors/20001", null).assertHttp(200);
        STAGE.connect("alice");
    }

    @Test
    void aMessageTooLargeInOneFrameOrInManyEndsItsConnectionOnly() {
        SocketClient bystander = STAGE.connect("bob");
        byte[] large = packet(MESSAGE_BYTES + 1);
        try (RawSocket one = connected();
                RawSocket many = connected()) {
            one.send(RawSocket.frame(RawSocket.BINARY, true, large));
            one.readToEnd();

            many.send(RawSocket.frame(RawSocket.BINARY, false, new byte[MESSAGE_BYTES / 2]));
            many.send(RawSocket.frame(0, false, new byte[MESSAGE_BYTES / 2]));
            many.send(RawSocket.frame(0, true, new byte[MESSAGE_BYTES / 2]));
            many.readToEnd();
        }
        bystander.request("GET", "/errors/20001", null).assertHttp(200);
    }

    private static RawSocket connected() {
        RawSocket socket = new RawSocket(STAGE.port());
        socket.send(RawSocket.upgrade("/v3/wsconnect"));
        assertThat(socket.readHttpHeader()).startsWith("HTTP/1.1 101");
        return socket;
    }

    private static byte[] packet(int bytes) {
        String header = "{\"method\":\"x\",\"id\":\"x\",\"payload_size\":" + bytes + "}";
        return PacketCodec.encode(Generation.THIRD, header.getBytes(StandardCharsets.UTF_8), new byte[bytes]);
    }
}
