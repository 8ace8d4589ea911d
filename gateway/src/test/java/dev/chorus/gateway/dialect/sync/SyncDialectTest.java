package dev.chorus.gateway.dialect.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.object.ReadObject;
import dev.chorus.contract.subscription.FollowObject;
import dev.chorus.gateway.stage.GatewayStage;
import dev.chorus.gateway.stage.SocketClient;
import dev.chorus.gateway.stage.Tokens;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SyncDialectTest {
    private static final Map<String, Object> BOTH = Map.of(
            "identity",
            "ann",
            "data_sync",
            Map.of("service_sid", Tokens.SERVICE),
            "chat",
            Map.of("service_sid", Tokens.OTHER_SERVICE));

    @RegisterExtension
    static final GatewayStage STAGE = new GatewayStage();

    /** TOKEN-11, TOKEN-14. */
    @Test
    void aTokenOfTwoServicesActsInThatOfTheActiveGrant() {
        String document = STAGE.sync().create(ObjectType.DOCUMENT, "{}").value();
        SocketClient ann = connect(BOTH);

        ask(ann, "ip_messaging", "/v3/Documents/" + document);
        ask(ann, "data_sync", "/v3/Documents/" + document);
        ask(ann, null, "/v3/Documents/" + document);

        assertThat(STAGE.sync().orders().taken(ReadObject.class))
                .extracting(request -> request.caller().serviceSid())
                .containsExactly(Tokens.OTHER_SERVICE, Tokens.SERVICE, Tokens.SERVICE);
    }

    @Test
    void aTokenForChatAloneReadsAndFollowsWhateverItCallsItself() {
        ObjectSid document = STAGE.sync().create(ObjectType.DOCUMENT, "{}");
        SocketClient ann = connect(Map.of("identity", "ann", "chat", Map.of("service_sid", Tokens.SERVICE)));

        ask(ann, "ip_messaging", "/v3/Documents/" + document);
        ask(ann, "data_sync", "/v3/Documents/" + document);
        ann.subscribe(document, 0L);

        assertThat(STAGE.sync().orders().taken(ReadObject.class)).hasSize(2);
        assertThat(STAGE.sync().orders().taken(FollowObject.class))
                .extracting(request -> request.caller().serviceSid())
                .containsExactly(Tokens.SERVICE);
    }

    private static SocketClient connect(Map<String, Object> grants) {
        SocketClient ann = STAGE.open("/v3/wsconnect");
        ann.init(STAGE.tokens().withGrants(grants)).assertStatus(200);
        return ann;
    }

    private static void ask(SocketClient client, String activeGrant, String path) {
        JsonObject fields = new JsonObject()
                .put("http_request", new JsonObject().put("method", "GET").put("path", path));
        if (activeGrant != null) {
            fields.put("active_grant", activeGrant);
        }
        client.reply(client.send("message", fields)).assertHttp(200);
    }
}
