package dev.chorus.gateway.dialect.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.gateway.stage.GatewayStage;
import dev.chorus.gateway.stage.ReceivedPacket;
import dev.chorus.gateway.stage.SocketClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Subscription rounds; sync specification, section 18. */
class SubscriptionRoutesTest {
    @RegisterExtension
    static final GatewayStage STAGE = new GatewayStage();

    @Test
    void theAnswerBoundsBatchesAndTimesWithinWhatClientsCanCount() {
        SocketClient client = STAGE.connect("alice");
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");

        ReceivedPacket answer = client.request("POST", "/v4/Subscriptions", SocketClient.round("establish", 5, map, 0L))
                .assertHttp(202);

        assertThat(answer.json().getInteger("max_batch_size")).isPositive();
        assertThat(answer.json().getInteger("estimated_delivery_in_ms")).isBetween(5_000, 10_000);
        assertThat(answer.json().getInteger("ttl_in_s")).isBetween(60, 2_147_483);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "null",
                "{",
                "{\"correlation_id\":\"1\",\"requests\":[]}",
                "{\"correlation_id\":1.5,\"requests\":[]}",
                "{\"correlation_id\":99999999999999999999,\"requests\":[]}",
                "{\"correlation_id\":1}",
                "{\"correlation_id\":1,\"requests\":{}}"
            })
    void aRoundThatIsNoneIsRefused(String body) {
        SocketClient client = STAGE.connect("alice");

        client.request("POST", "/v4/Subscriptions", body).assertHttp(400);

        client.assertNoEvent();
    }

    @Test
    void whatCannotBeSubscribedToFailsWithAnErrorAndTheOthersAreEstablished() {
        SocketClient client = STAGE.connect("alice");
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");

        client.request(
                        "POST",
                        "/v4/Subscriptions",
                        "{\"action\":\"establish\",\"correlation_id\":7,\"requests\":[{\"object_sid\":\"x\",\"object_type\":\"map\"},"
                                + "{\"object_sid\":\"IS00000000000000000000000000000001\"},null,{\"object_sid\":\""
                                + map + "\",\"object_type\":\"map\",\"last_event_id\":0}]}")
                .assertHttp(202);

        for (int i = 0; i < 3; i++) {
            ReceivedPacket failed = client.assertEvent("subscription_failed");
            assertThat(failed.json().getLong("correlation_id")).isEqualTo(7);
            assertThat(failed.event().getJsonObject("error").getInteger("status"))
                    .isEqualTo(404);
        }
        client.assertEvent("subscription_established");
    }
}
