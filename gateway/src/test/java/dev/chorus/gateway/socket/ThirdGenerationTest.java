package dev.chorus.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.access.ReadApiKey;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.gateway.stage.GatewayStage;
import dev.chorus.gateway.stage.Orders;
import dev.chorus.gateway.stage.ReceivedPacket;
import dev.chorus.gateway.stage.SocketClient;
import dev.chorus.gateway.stage.Tokens;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The handshake, its packets and its ends; sync specification, sections 3 to 8. */
class ThirdGenerationTest {
    @RegisterExtension
    static final GatewayStage STAGE = new GatewayStage();

    @Test
    void initWithAGoodTokenIsAcceptedWithWhatTheGatewayCanDo() {
        SocketClient client = STAGE.open("/v3/wsconnect");

        ReceivedPacket reply = client.init(new JsonObject()
                        .put("token", STAGE.tokens().of("alice"))
                        .putNull("continuation_token")
                        .put(
                                "capabilities",
                                new JsonArray(List.of("client_update", "offline_storage", "telemetry.v1"))))
                .assertStatus(200);

        assertThat(reply.header().getJsonArray("capabilities")).isEqualTo(new JsonArray().add("client_update"));
        assertThat(reply.header().getString("continuation_token")).isNotBlank();
        assertThat(reply.header().getJsonObject("continuation_token_status").getBoolean("reissued"))
                .isTrue();
    }

    @Test
    void aContinuationTokenIsKept() {
        ReceivedPacket reply = STAGE.open("/v3/wsconnect")
                .init(new JsonObject().put("token", STAGE.tokens().of("alice")).put("continuation_token", "CT123"));

        assertThat(reply.header().getString("continuation_token")).isEqualTo("CT123");
    }

    @Test
    void initOfAnOldClientHasNothingButAToken() {
        STAGE.open("/v3/wsconnect")
                .init(new JsonObject().put("token", STAGE.tokens().of("alice")))
                .assertStatus(200);
    }

    @Test
    void initWithAnExpiredTokenIsRefusedByReplyAndThenTheSocketCloses() {
        SocketClient client = STAGE.open("/v3/wsconnect");

        ReceivedPacket reply = client.init(STAGE.tokens().of("alice", Duration.ofSeconds(-1)));

        assertRefused(reply, ErrorCode.TOKEN_EXPIRED);
        client.awaitClosed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c"})
    void initWithNoTokenAtAllIsRefused(String token) {
        SocketClient client = STAGE.open("/v3/wsconnect");

        assertRefused(client.init(token), ErrorCode.TOKEN_INVALID);
        client.awaitClosed();
    }

    @Test
    void initWithATokenOfAnotherTypeIsRefused() {
        SocketClient client = STAGE.open("/v3/wsconnect");

        assertRefused(client.init(new JsonObject().put("token", new JsonArray().add(1))), ErrorCode.TOKEN_INVALID);
        client.awaitClosed();
    }

    @Test
    void initIsRefusedForAMomentWhileNoKeyCanBeLookedUp() {
        STAGE.sync().orders().refuse(ReadApiKey.class, ErrorCode.UNAVAILABLE, 1);
        SocketClient client = STAGE.open("/v3/wsconnect");

        ReceivedPacket reply = client.init(STAGE.tokens().of("alice"));

        assertThat(reply.status()).isEqualTo(503);
        client.awaitClosed();
        STAGE.connect("alice");
    }

    @Test
    void nothingIsAnsweredBeforeInitButThatItIsMissing() {
        SocketClient client = STAGE.open("/v3/wsconnect");

        assertThat(client.request("GET", "/v3/Documents/x", null).status()).isEqualTo(401);
        assertThat(client.reply(client.send("put_notification_ctx", new JsonObject().put("notification_ctx_id", "a")))
                        .status())
                .isEqualTo(401);
        client.init(STAGE.tokens().of("alice")).assertStatus(200);
        client.request("GET", "/v3/Documents/x", null).assertHttp(404);
    }

    @Test
    void whatIsAskedWhileTheTokenIsCheckedIsRefusedAndNotLost() {
        Orders.HeldAnswers held = STAGE.sync().orders().holdAnswers(ReadApiKey.class);
        SocketClient client = STAGE.open("/v3/wsconnect");
        String init =
                client.send("init", new JsonObject().put("token", STAGE.tokens().of("alice")));

        assertThat(client.request("GET", "/v3/Documents/x", null).status()).isEqualTo(401);

        held.release();
        client.reply(init).assertStatus(200);
    }

    @Test
    void aClientThatLeavesWhileItsTokenIsCheckedLeavesNothingBehind() throws Exception {
        Orders.HeldAnswers held = STAGE.sync().orders().holdAnswers(ReadApiKey.class);
        SocketClient client = STAGE.open("/v3/wsconnect");
        client.send("init", new JsonObject().put("token", STAGE.tokens().of("alice")));
        STAGE.sync().orders().awaitTaken(ReadApiKey.class, 1);

        GatewayStage.await(client.socket().close());
        held.release();

        SocketClient next = STAGE.connect("bob");
        next.assertNoEvent();
        assertThat(STAGE.sessions()).isEqualTo(1);
    }

    @Test
    void anUpdateOfTheSameIdentityIsAcceptedAndSubscriptionsStay() {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        SocketClient alice = STAGE.open("/v3/wsconnect");
        alice.init(STAGE.tokens().of("alice", Duration.ofSeconds(30)));
        alice.subscribe(map, 0L);

        update(alice, STAGE.tokens().of("alice")).assertStatus(200);

        STAGE.clock().advance(Duration.ofSeconds(35));
        alice.packet("ping");
        STAGE.sync().change(map, "k", "{}");
        alice.assertEvent("map_item_added", 1);
        alice.assertNoEvent();
    }

    @Test
    void aRefusedUpdateReadsAsClientsExpectItAndLeavesTheConnection() {
        SocketClient alice = STAGE.connect("alice");

        assertRefused(update(alice, "x"), ErrorCode.TOKEN_INVALID);
        assertRefused(update(alice, STAGE.tokens().of("alice", Duration.ofSeconds(-5))), ErrorCode.TOKEN_EXPIRED);
        assertRefused(
                update(alice, Tokens.sign(STAGE.tokens().claims("alice").withIssuer("SK" + "0".repeat(32)))),
                ErrorCode.TOKEN_ISSUER_INVALID);

        alice.request("GET", "/v3/Documents/x", null).assertHttp(404);
    }

    @Test
    void anUpdateToAnotherIdentityOrServiceIsRefused() {
        SocketClient alice = STAGE.connect("alice");

        assertRefused(update(alice, STAGE.tokens().of("bob")), ErrorCode.TOKEN_GRANTS_INVALID);
        assertRefused(
                update(
                        alice,
                        Tokens.sign(STAGE.tokens()
                                .claims("alice")
                                .withClaim("grants", Tokens.grants("alice", Tokens.OTHER_SERVICE)))),
                ErrorCode.TOKEN_GRANTS_INVALID);

        String wider = Tokens.sign(STAGE.tokens()
                .claims("alice")
                .withClaim(
                        "grants",
                        Map.of(
                                "identity", "alice",
                                "data_sync", Map.of("service_sid", Tokens.SERVICE),
                                "chat", Map.of("service_sid", Tokens.OTHER_SERVICE))));
        update(alice, wider).assertStatus(200);
        alice.request("GET", "/v3/Documents/x", null).assertHttp(404);
    }

    @Test
    void notificationContextsAreAlwaysConfirmed() {
        SocketClient client = STAGE.connect("alice");

        JsonObject context = new JsonObject().put("notification_ctx_id", "2be9");
        client.reply(client.send("put_notification_ctx", context, "{\"product_id\":\"data_sync\"}"))
                .assertStatus(200);
        client.reply(client.send("delete_notification_ctx", context)).assertStatus(200);
        client.reply(client.send("delete_notification_ctx", new JsonObject())).assertStatus(200);
    }

    @Test
    void anUnknownMethodIsRefusedAndTheConnectionGoesOn() {
        SocketClient client = STAGE.connect("alice");

        ReceivedPacket reply = client.reply(client.send("dance", new JsonObject()));

        assertThat(reply.status()).isEqualTo(400);
        client.request("GET", "/v3/Documents/x", null).assertHttp(404);
    }

    @Test
    void repliesTelemetryAndPingsAreNotAnswered() {
        SocketClient client = STAGE.connect("alice");

        client.send("reply", new JsonObject());
        client.send("telemetry.v1", new JsonObject().put("events", new JsonArray()));
        client.send("ping", new JsonObject());
        client.request("GET", "/v3/Documents/x", null).assertHttp(404);

        assertThat(client.unread()).isEmpty();
    }

    @Test
    void aClientThatSaysGoodbyeIsLetGo() {
        SocketClient client = STAGE.connect("alice");

        client.send("close", new JsonObject());

        client.awaitClosed();
        assertThat(client.unread()).isEmpty();
    }

    @Test
    void aTextMessageEndsTheConnectionForGood() {
        SocketClient client = STAGE.connect("alice");

        client.socket().writeTextMessage("TWILSOCK V3.0 2\r\n{}\r\n");

        assertThat(client.packet("close").status()).isEqualTo(406);
        client.awaitClosed();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "TWILSOCK V1.0 2\r\n{}\r\n",
                "TWILSOCK V3.0 9999999\r\n{}\r\n",
                "TWILSOCK V3.0 2\r\n{}\r\n",
                "TWILSOCK V3.0 35\r\n{\"id\":7,\"method\":\"message\",\"x\":12}\r\n"
            })
    void garbageEndsTheConnectionForGood(String garbage) {
        SocketClient client = STAGE.connect("alice");

        client.sendBytes(garbage.getBytes(StandardCharsets.UTF_8));

        assertThat(client.packet("close").status()).isEqualTo(406);
        client.awaitClosed();
    }

    @Test
    void beforeATokenExpiresTheClientIsToldOnceIfItWantsToKnow() {
        SocketClient wants = STAGE.open("/v3/wsconnect");
        wants.init(STAGE.tokens().of("alice", Duration.ofSeconds(190)));
        SocketClient wantsNot = STAGE.open("/v3/wsconnect");
        wantsNot.init(new JsonObject().put("token", STAGE.tokens().of("bob", Duration.ofSeconds(190))));

        STAGE.clock().advance(Duration.ofSeconds(10));

        ReceivedPacket notice = wants.packet("client_update");
        assertThat(notice.header().getString("client_update_type")).isEqualTo("token_about_to_expire");
        STAGE.clock().advance(Duration.ofSeconds(25));
        wants.packet("ping");
        wantsNot.packet("ping");
        assertThat(wants.unread()).noneMatch(packet -> packet.method().equals("client_update"));
        assertThat(wantsNot.unread()).noneMatch(packet -> packet.method().equals("client_update"));
    }

    @Test
    void eachTokenGetsItsNotice() {
        SocketClient client = STAGE.open("/v3/wsconnect");
        client.init(STAGE.tokens().of("alice", Duration.ofMinutes(2)));
        client.packet("client_update");

        update(client, STAGE.tokens().of("alice", Duration.ofMinutes(1)));

        client.packet("client_update");
    }

    @Test
    void whenItsTokenExpiresTheConnectionEnds() {
        SocketClient client = STAGE.open("/v3/wsconnect");
        client.init(STAGE.tokens().of("alice", Duration.ofMinutes(10)));

        STAGE.clock().advance(Duration.ofMinutes(10));

        ReceivedPacket close = client.packet("close");
        assertThat(close.status()).isEqualTo(410);
        assertThat(close.header().getJsonObject("status").getInteger("errorCode"))
                .isEqualTo(20104);
        client.awaitClosed();
    }

    @Test
    void whoNeverSaysWhoItIsIsLetGoInTime() {
        SocketClient silent = STAGE.open("/v3/wsconnect");
        SocketClient honest = STAGE.connect("alice");

        STAGE.clock().advance(Duration.ofSeconds(11));

        silent.awaitClosed();
        assertThat(honest.isClosed()).isFalse();
        honest.request("GET", "/v3/Documents/x", null).assertHttp(404);
    }

    @Test
    void aClientThatAnswersPingsStaysAndOneThatIsSilentIsLetGo() {
        SocketClient answers = STAGE.connect("alice");
        SocketClient silent = STAGE.connect("bob");
        silent.ignorePings();

        for (int i = 0; i < 3; i++) {
            STAGE.clock().advance(Duration.ofSeconds(20));
            answers.packet("ping");
            answers.request("GET", "/v3/Documents/x", null).assertHttp(404);
            silent.packet("ping");
        }
        STAGE.clock().advance(Duration.ofSeconds(2));

        silent.awaitClosed();
        assertThat(answers.isClosed()).isFalse();
        answers.request("GET", "/v3/Documents/x", null).assertHttp(404);
    }

    @Test
    void aClockThatIsSetEndsNoConnectionWhoseTokenIsGood() {
        for (Duration by : List.of(Duration.ofMinutes(5), Duration.ofMinutes(-10))) {
            SocketClient witness = STAGE.open("/v3/wsconnect");
            SocketClient client = STAGE.connect("alice");

            STAGE.clock().set(by);
            STAGE.clock().advance(Duration.ofSeconds(11));

            // Once it is let go, the gateway has looked at the time.
            witness.awaitClosed();
            assertThat(client.isClosed()).isFalse();
            client.request("GET", "/v3/Documents/x", null).assertHttp(404);
        }
    }

    @Test
    void aClockThatIsSetBackHidesNoSilence() {
        SocketClient silent = STAGE.connect("bob");
        silent.ignorePings();

        STAGE.clock().set(Duration.ofMinutes(-10));
        STAGE.clock().advance(Duration.ofSeconds(62));

        silent.awaitClosed();
    }

    private static ReceivedPacket update(SocketClient client, String token) {
        return client.reply(client.send("update", new JsonObject().put("token", token)));
    }

    private static void assertRefused(ReceivedPacket reply, ErrorCode code) {
        JsonObject status = reply.header().getJsonObject("status");
        assertThat(status.getInteger("errorCode")).as(status.encode()).isEqualTo(code.number());
        assertThat(status.getInteger("code")).isEqualTo(401);
        assertThat(status.getString("status")).isEqualTo("UNAUTHORIZED");
        assertThat(status.getString("description")).isNotBlank();
    }
}
