package dev.chorus.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.access.ReadApiKey;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.gateway.stage.GatewayStage;
import dev.chorus.gateway.stage.ReceivedPacket;
import dev.chorus.gateway.stage.SocketClient;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** IP messaging specification, section 4. */
class FirstGenerationTest {
    @RegisterExtension
    static final GatewayStage STAGE = new GatewayStage();

    @Test
    void aGoodTokenInTheUrlIsReadyWithAPayload() {
        SocketClient client = open(STAGE.tokens().of("älice"));

        ReceivedPacket ready = client.packet("ready");

        assertThat(ready.json().getString("wschannel_url")).isNotBlank();
        assertThat(ready.header().getString("payload_type")).startsWith("application/json");
    }

    @Test
    void aBadTokenIsToldByACloseAfterTheUpgrade() {
        for (String token : new String[] {"x", "", STAGE.tokens().of("alice") + "x"}) {
            SocketClient client = open(token);
            ReceivedPacket close = client.packet("close");
            assertThat(close.json().getInteger("code")).isEqualTo(401);
            client.awaitClosed();
        }
        SocketClient without = STAGE.open("/v2/wsconnect");
        assertThat(without.packet("close").json().getInteger("code")).isEqualTo(401);
    }

    @Test
    void anExpiredTokenIsToldByItsOwnCode() {
        SocketClient client = open(STAGE.tokens().of("alice", Duration.ofSeconds(-1)));

        assertThat(client.packet("close").json().getInteger("code")).isEqualTo(410);
        client.awaitClosed();
    }

    @Test
    void aTokenThatRunsOutIsToldToo() {
        SocketClient client = ready();

        STAGE.clock().advance(Duration.ofHours(1));

        assertThat(client.packet("close").json().getInteger("code")).isEqualTo(410);
        client.awaitClosed();
    }

    @Test
    void whileNoKeyCanBeLookedUpTheSocketJustClosesAndTheClientComesBack() {
        STAGE.sync().orders().refuse(ReadApiKey.class, ErrorCode.UNAVAILABLE, 1);
        SocketClient client = open(STAGE.tokens().of("alice"));

        client.awaitClosed();

        assertThat(client.unread()).isEmpty();
        ready();
    }

    @Test
    void garbageAndTextJustCloseTheSocketSinceAnyOtherCodeWouldBeForEver() {
        SocketClient client = ready();
        client.sendBytes(new byte[] {1, 2, 3});
        client.awaitClosed();
        assertThat(client.unread()).isEmpty();

        SocketClient texting = ready();
        texting.socket().writeTextMessage("x");
        texting.awaitClosed();
        assertThat(texting.unread()).isEmpty();
    }

    @Test
    void itIsPingedInItsOwnMagicWord() {
        SocketClient client = ready();

        STAGE.clock().advance(Duration.ofSeconds(20));

        client.packet("ping");
        client.request("GET", "/nothing", null).assertHttp(404);
    }

    @Test
    void contextsAreConfirmedWhateverTheyAre() {
        SocketClient client = ready();

        client.reply(client.send("put_notification_ctx", new JsonObject().put("notification_ctx_id", "a"), "{}"))
                .assertStatus(200);
        client.reply(client.send("delete_notification_ctx", new JsonObject().put("notification_ctx_id", "unknown")))
                .assertStatus(200);
    }

    @Test
    void aRequestIsInTheFieldThatTheseClientsUse() {
        String sid = STAGE.sync().create(ObjectType.DOCUMENT, "{\"a\":1}").value();
        SocketClient client = ready();

        ReceivedPacket reply =
                client.request("GET", "/v3/Documents/" + sid, null).assertHttp(200);

        assertThat(reply.json().getJsonObject("data").getInteger("a")).isEqualTo(1);
        assertThat(reply.header().getJsonObject("http_status").getValue("code")).isInstanceOf(Integer.class);
    }

    @Test
    void drainingItJustClosesTheSocket() {
        SocketClient client = ready();

        GatewayStage.await(STAGE.stopGateway());

        client.awaitClosed();
        assertThat(client.unread()).isEmpty();
    }

    private static SocketClient ready() {
        SocketClient client = open(STAGE.tokens().of("alice"));
        client.packet("ready");
        return client;
    }

    private static SocketClient open(String token) {
        return STAGE.open("/v2/wsconnect?token=" + URLEncoder.encode(token, StandardCharsets.UTF_8));
    }
}
