package dev.chorus.gateway.dialect.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.user.MessagingProfile;
import dev.chorus.contract.user.OpenMessaging;
import dev.chorus.contract.user.StartTyping;
import dev.chorus.contract.user.TypingStarted;
import dev.chorus.gateway.stage.GatewayStage;
import dev.chorus.gateway.stage.ReceivedPacket;
import dev.chorus.gateway.stage.SocketClient;
import dev.chorus.gateway.stage.Tokens;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StartRoutesTest {
    private static final String CONFIGURATION = "/Client/v1/Configuration";
    private static final String TYPING = "/Client/v1/Typing";

    @RegisterExtension
    static final GatewayStage STAGE = new GatewayStage();

    @Test
    void aClientIsToldWhereEverythingIsAndWhoItIs() {
        open("ann", true);

        JsonObject answer = STAGE.connectToChat("ann")
                .request("GET", CONFIGURATION, null)
                .assertHttp(200)
                .json();

        String base = STAGE.baseUrl();
        assertThat(answer)
                .isEqualTo(new JsonObject()
                        .put("identity", "ann")
                        .put("service_sid", Tokens.SERVICE)
                        .put("user_sid", ChatFacts.ANN.value())
                        .put(
                                "links",
                                new JsonObject()
                                        .put("my_conversations", base + "/Client/v1/MyConversations")
                                        .put("conversations", base + "/Client/v1/Conversations")
                                        .put("users", base + "/Client/v1/Users")
                                        .put("current_user", base + "/Client/v1/Users/ann")
                                        .put("typing", base + "/Client/v1/Typing")
                                        .put("media_service", base + "/v1/Services/" + Tokens.SERVICE + "/Media")
                                        .put("messages_receipts", base + "/Client/v1/Receipts"))
                        .put(
                                "sync_objects",
                                new JsonObject()
                                        .put("my_conversations", ChatFacts.ANN + ".channels")
                                        .put("my_user_info", ChatFacts.ANN + ".info")
                                        .put("public_conversations", Tokens.SERVICE + ".public"))
                        .put(
                                "options",
                                new JsonObject()
                                        .put("user_infos_to_subscribe", 100)
                                        .put("reachability_enabled", true)
                                        .put("http_cache_interval", "PT1S")
                                        .put("consumption_report_interval", "PT10S")));
    }

    @Test
    void theTokensRoleIsAskedForAndReachabilityIsTheServices() {
        open("ann", false);

        JsonObject answer =
                STAGE.connectToChat("ann").request("GET", CONFIGURATION, null).json();

        assertThat(answer.getJsonObject("options").getBoolean("reachability_enabled"))
                .isFalse();
        assertThat(STAGE.messaging().asked(OpenMessaging.class).command()).isEqualTo(new OpenMessaging(Tokens.ROLE));
    }

    @Test
    void anIdentityIsEncodedInLinksOnly() {
        String identity = "Zoë O'Hara+x@ex.org ☂";
        open(identity, true);

        JsonObject answer = STAGE.connectToChat(identity)
                .request("GET", CONFIGURATION, null)
                .json();

        assertThat(answer.getString("identity")).isEqualTo(identity);
        assertThat(answer.getJsonObject("links").getString("current_user"))
                .isEqualTo(STAGE.baseUrl() + "/Client/v1/Users/Zo%C3%AB%20O%27Hara%2Bx%40ex.org%20%E2%98%82");
    }

    @Test
    void aGrantOfEitherNameOpensChat() {
        open("ann", true);
        for (String name : new String[] {"chat", "ip_messaging"}) {
            SocketClient ann = STAGE.open("/v3/wsconnect");
            ann.init(STAGE.tokens().withGrants(Map.of("identity", "ann", name, Map.of("service_sid", Tokens.SERVICE))))
                    .assertStatus(200);

            ann.request("GET", CONFIGURATION, null).assertHttp(200);
        }
        assertThat(STAGE.messaging().orders().taken(OpenMessaging.class))
                .allMatch(request -> request.caller().serviceSid().equals(Tokens.SERVICE))
                .allMatch(request -> request.command().equals(new OpenMessaging(null)))
                .hasSize(2);
    }

    @Test
    void aTokenForSyncAloneOpensNoChat() {
        ReceivedPacket refused = STAGE.connect("ann").request("GET", CONFIGURATION, null);

        refused.assertHttp(401);
        assertThat(refused.errorCode()).isEqualTo(ErrorCode.TOKEN_GRANTS_INVALID.number());
    }

    @Test
    void typingIsAFormAndItsAnswerSaysForHowLongItCounts() {
        STAGE.messaging().answer(StartTyping.class, typing -> new TypingStarted(5));

        ReceivedPacket answer = STAGE.connectToChat("ann").request("POST", TYPING, "ChannelSid=" + ChatFacts.CHANNEL);

        assertThat(answer.assertHttp(200).json()).isEqualTo(new JsonObject().put("typing_timeout", 5));
        assertThat(STAGE.messaging().asked(StartTyping.class).command()).isEqualTo(new StartTyping(ChatFacts.CHANNEL));
    }

    @Test
    void typingWithoutAChannelIsTypingNowhere() {
        SocketClient ann = STAGE.connectToChat("ann");

        for (String form : new String[] {"", "ChannelSid=", "ChannelSid=lobby", "Other=x"}) {
            assertThat(ann.request("POST", TYPING, form).assertHttp(404).errorCode())
                    .isEqualTo(ErrorCode.CHANNEL_NOT_FOUND.number());
        }
    }

    private static void open(String identity, boolean reachability) {
        STAGE.messaging()
                .answer(
                        OpenMessaging.class,
                        open -> new MessagingProfile(
                                ChatFacts.user(identity, reachability ? true : null),
                                ChatFacts.settings(reachability)));
    }
}
