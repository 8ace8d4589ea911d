package dev.chorus.gateway.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.Request;
import dev.chorus.contract.user.ReportPresence;
import dev.chorus.gateway.stage.GatewayStage;
import dev.chorus.gateway.stage.SocketClient;
import dev.chorus.gateway.stage.Tokens;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SocketPresenceTest {
    @RegisterExtension
    static final GatewayStage STAGE = new GatewayStage();

    @Test
    void aSocketOfEitherGenerationCountsOnceItsTokenIsAccepted() throws Exception {
        STAGE.connectToChat("ann");
        STAGE.open("/v2/wsconnect?token=" + STAGE.tokens().forChat("bob"));

        STAGE.messaging().orders().awaitTaken(ReportPresence.class, 2);
        assertThat(reports()).containsExactlyInAnyOrder("ann is here", "bob is here");
    }

    @Test
    void whoIsNobodyOrOpensNoChatDoesNotCount() throws Exception {
        STAGE.open("/v3/wsconnect").init("no token").assertStatus(401);
        STAGE.connect("carol");
        STAGE.connectToChat("ann");

        STAGE.messaging().orders().awaitTaken(ReportPresence.class, 1);
        assertThat(reports()).containsExactly("ann is here");
    }

    @Test
    void aTokenThatOpensMoreCountsFromThenOnAndARenewedOneCountsOn() throws Exception {
        SocketClient carol = STAGE.connect("carol");
        String wider = STAGE.tokens()
                .withGrants(Map.of(
                        "identity",
                        "carol",
                        "data_sync",
                        Map.of("service_sid", Tokens.SERVICE),
                        "chat",
                        Map.of("service_sid", Tokens.SERVICE)));

        update(carol, wider);
        update(carol, wider);
        STAGE.connectToChat("ann");

        STAGE.messaging().orders().awaitTaken(ReportPresence.class, 2);
        assertThat(reports()).containsExactly("carol is here", "ann is here");
    }

    @Test
    void aGatewayThatEndsTellsAtOnceThatItsUsersAreGone() {
        STAGE.connectToChat("ann");
        STAGE.connectToChat("bob");

        GatewayStage.await(STAGE.stopGateway());

        assertThat(reports()).contains("ann is gone", "bob is gone").hasSize(4);
    }

    private static void update(SocketClient client, String token) {
        client.reply(client.send("update", new JsonObject().put("token", token)))
                .assertStatus(200);
    }

    private static List<String> reports() {
        return STAGE.messaging().orders().taken(ReportPresence.class).stream()
                .map(SocketPresenceTest::inWords)
                .toList();
    }

    private static String inWords(Request<?> request) {
        boolean here = ((ReportPresence) request.command()).connected();
        return request.caller().identity() + (here ? " is here" : " is gone");
    }
}
