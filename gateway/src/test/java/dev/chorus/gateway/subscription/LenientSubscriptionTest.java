package dev.chorus.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.subscription.DropInterest;
import dev.chorus.contract.subscription.FollowObject;
import dev.chorus.contract.subscription.ReadChanges;
import dev.chorus.gateway.stage.GatewayStage;
import dev.chorus.gateway.stage.ReceivedPacket;
import dev.chorus.gateway.stage.SocketClient;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is told what where an object's readers cannot be told everything. */
class LenientSubscriptionTest {
    @RegisterExtension
    static final GatewayStage STAGE = new GatewayStage();

    @Test
    void aSyncClientIsToldToOpenAnewAndAChatClientGoesOn() {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        SocketClient sync = STAGE.connect("alice");
        SocketClient chat = STAGE.connect("bob");
        sync.subscribe(map, 0L);
        subscribeAsChat(chat, map, false);

        missSomethingThatCannotBeTold(map);

        assertStatus(sync.assertEvent("subscription_failed"), 410);
        chat.assertEvent("map_item_added", 1);
        chat.assertEvent("map_item_added", 2);
        STAGE.sync().resumeDeliveries();
        STAGE.sync().change(map, "c", "{}");
        chat.assertEvent("map_item_added", 3);
        sync.assertNoEvent();
    }

    @Test
    void aChatClientThatOpensAnewIsToldTo() {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        SocketClient chat = STAGE.connect("bob");
        subscribeAsChat(chat, map, true);

        missSomethingThatCannotBeTold(map);

        assertStatus(chat.assertEvent("subscription_failed"), 410);
        STAGE.sync().resumeDeliveries();
    }

    @Test
    void whereNobodyCanBeToldTheInterestIsGivenUp() throws Exception {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        SocketClient sync = STAGE.connect("alice");
        sync.subscribe(map, 0L);

        missSomethingThatCannotBeTold(map);

        sync.assertEvent("subscription_failed");
        STAGE.sync().orders().awaitTaken(DropInterest.class, 1);
        STAGE.sync().resumeDeliveries();
        sync.subscribe(map, 2L);
        STAGE.sync().change(map, "c", "{}");
        sync.assertEvent("map_item_added", 3);
    }

    @Test
    void aChatClientThatComesBackIsToldWhatCanBeTold() {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");

        STAGE.connect("alice").subscribe(map, 0L);
        subscribeAsChat(STAGE.connect("bob"), map, false);

        assertThat(STAGE.sync().orders().taken(FollowObject.class))
                .extracting(request -> ((FollowObject) request.command()).lenient())
                .containsExactly(false, true);
    }

    private static void missSomethingThatCannotBeTold(ObjectSid map) {
        // Either notices first: the number of the delivery, or that of the change.
        STAGE.sync().orders().refuse(FollowObject.class, ErrorCode.CURSOR_TOO_OLD, 1);
        STAGE.sync().orders().refuse(ReadChanges.class, ErrorCode.CURSOR_TOO_OLD, 1);
        STAGE.sync().holdDeliveries();
        STAGE.sync().change(map, "a", "{}");
        STAGE.sync().change(map, "b", "{}");
        STAGE.sync().takeHeld().get(1).send();
    }

    private static void subscribeAsChat(SocketClient client, ObjectSid map, boolean reopens) {
        String round = new JsonObject(SocketClient.round("establish", 7, map, 0L))
                .put("reopens", reopens)
                .encode();
        JsonObject fields = new JsonObject()
                .put("payload_type", "application/json")
                .put("active_grant", "ip_messaging")
                .put("http_request", new JsonObject().put("method", "POST").put("path", "/v4/Subscriptions"));
        client.reply(client.send("message", fields, round)).assertHttp(202);
        client.assertEvent("subscription_established");
    }

    private static void assertStatus(ReceivedPacket failed, int status) {
        assertThat(failed.event().getJsonObject("error").getInteger("status")).isEqualTo(status);
    }
}
