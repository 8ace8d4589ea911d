package dev.chorus.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.item.PutItem;
import dev.chorus.contract.item.RemoveItem;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.object.UpdateObject;
import dev.chorus.contract.stream.PublishMessage;
import dev.chorus.contract.subscription.FollowObject;
import dev.chorus.gateway.stage.GatewayStage;
import dev.chorus.gateway.stage.Orders;
import dev.chorus.gateway.stage.ReceivedPacket;
import dev.chorus.gateway.stage.SocketClient;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The delivery rules of the sync specification, section 20, and replays, section 18. */
class SubscriptionTest {
    @RegisterExtension
    static final GatewayStage STAGE = new GatewayStage();

    @Test
    void everySubscriberIsToldEveryChangeOnceAndInOrder() {
        ObjectSid list = STAGE.sync().create(ObjectType.LIST, "{}");
        SocketClient alice = STAGE.connect("alice");
        SocketClient bob = STAGE.connect("bob");
        alice.subscribe(list, 0L);
        bob.subscribe(list, 0L);

        for (int i = 0; i < 20; i++) {
            STAGE.sync().change(list, Integer.toString(i), "{\"n\":" + i + "}");
        }

        for (SocketClient client : List.of(alice, bob)) {
            for (int id = 1; id <= 20; id++) {
                ReceivedPacket event = client.assertEvent("list_item_added", id);
                assertThat(event.event().getInteger("item_index")).isEqualTo(id - 1);
                assertThat(event.event().getJsonObject("item_data").getInteger("n"))
                        .isEqualTo(id - 1);
            }
            client.assertNoEvent();
        }
    }

    @Test
    void theAnswerComesBeforeTheEventThatItCaused() {
        ObjectSid list = STAGE.sync().create(ObjectType.LIST, "{}");
        SocketClient alice = STAGE.connect("alice");
        SocketClient bob = STAGE.connect("bob");
        alice.subscribe(list, 0L);
        bob.subscribe(list, 0L);
        Orders.HeldAnswers held = STAGE.sync().orders().holdAnswers(PutItem.class);

        String push = alice.ask("POST", "/v3/Lists/" + list + "/Items", "{\"data\":{}}");

        bob.assertEvent("list_item_added", 1);
        alice.assertNoEvent();

        held.release();
        ReceivedPacket answer = alice.reply(push).assertHttp(201);
        ReceivedPacket event = alice.assertEvent("list_item_added", 1);
        assertThat(event.number()).isGreaterThan(answer.number());
    }

    @Test
    void laterChangesOfTheObjectWaitBehindAnOwnOneAndOtherObjectsPass() {
        ObjectSid list = STAGE.sync().create(ObjectType.LIST, "{}");
        ObjectSid other = STAGE.sync().create(ObjectType.MAP, "{}");
        SocketClient alice = STAGE.connect("alice");
        alice.subscribe(list, 0L);
        alice.subscribe(other, 0L);
        Orders.HeldAnswers held = STAGE.sync().orders().holdAnswers(PutItem.class);

        String push = alice.ask("POST", "/v3/Lists/" + list + "/Items", "{\"data\":{}}");
        alice.assertNoEvent();
        STAGE.sync().change(list, "7", "{}");
        STAGE.sync().change(other, "key", "{}");

        alice.assertEvent("map_item_added", 1);
        alice.assertNoEvent();

        held.release();
        alice.reply(push).assertHttp(201);
        alice.assertEvent("list_item_added", 1);
        alice.assertEvent("list_item_added", 2);
        STAGE.sync().change(list, "7", "{}");
        alice.assertEvent("list_item_updated", 3);
    }

    @Test
    void severalOwnChangesComeAfterTheirAnswersInTheOrderOfTheChanges() {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        SocketClient alice = STAGE.connect("alice");
        alice.subscribe(map, 0L);
        Orders.HeldAnswers held = STAGE.sync().orders().holdAnswers(PutItem.class);

        String first = alice.ask("PUT", "/v3/Maps/" + map + "/Items/a", "{\"data\":{}}");
        String second = alice.ask("PUT", "/v3/Maps/" + map + "/Items/b", "{\"data\":{}}");
        alice.assertNoEvent();
        held.release();

        ReceivedPacket firstAnswer = alice.reply(first).assertHttp(201);
        ReceivedPacket secondAnswer = alice.reply(second).assertHttp(201);
        assertThat(alice.assertEvent("map_item_added", 1).number()).isGreaterThan(firstAnswer.number());
        assertThat(alice.assertEvent("map_item_added", 2).number()).isGreaterThan(secondAnswer.number());
    }

    @Test
    void theActorIsToldOfItsRemovalOnlyThatItsCursorMoved() {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        STAGE.sync().change(map, "key", "{\"a\":1}");
        SocketClient alice = STAGE.connect("alice");
        SocketClient secondDevice = STAGE.connect("alice");
        alice.subscribe(map, 1L);
        secondDevice.subscribe(map, 1L);
        Orders.HeldAnswers held = STAGE.sync().orders().holdAnswers(RemoveItem.class);

        String remove = alice.ask("DELETE", "/v3/Maps/" + map + "/Items/key", null);

        ReceivedPacket real = secondDevice.assertEvent("map_item_removed", 2);
        assertThat(real.event().getJsonObject("item_data").encode()).isEqualTo("{\"a\":1}");
        assertThat(real.event().getString("item_key")).isEqualTo("key");
        alice.assertNoEvent();
        held.release();
        ReceivedPacket answer = alice.reply(remove).assertHttp(200);
        ReceivedPacket cursor = alice.assertEvent("map_cursor", 2);
        assertThat(cursor.number()).isGreaterThan(answer.number());
        assertThat(cursor.event().getString("map_sid")).isEqualTo(map.value());
        assertThat(cursor.event().getString("map_revision")).isEqualTo("2");
        alice.assertNoEvent();
    }

    @Test
    void theActorIsToldOfItsContextOnlyThatItsCursorMoved() {
        ObjectSid list = STAGE.sync().create(ObjectType.LIST, "{}");
        SocketClient alice = STAGE.connect("alice");
        SocketClient bob = STAGE.connect("bob");
        alice.subscribe(list, 0L);
        bob.subscribe(list, 0L);

        alice.request("POST", "/v3/Lists/" + list + "/Context", "{\"data\":{\"b\":2}}")
                .assertHttp(200);

        alice.assertEvent("list_cursor", 1);
        assertThat(bob.assertEvent("list_context_updated", 1)
                        .event()
                        .getJsonObject("context_data")
                        .encode())
                .isEqualTo("{\"b\":2}");
    }

    @Test
    void theActorHearsNothingOfItsOwnMessage() {
        ObjectSid stream = STAGE.sync().create(ObjectType.STREAM, "{}");
        SocketClient alice = STAGE.connect("alice");
        SocketClient bob = STAGE.connect("bob");
        ReceivedPacket established = alice.subscribe(stream, null).get(0);
        assertThat(established.event().containsKey("last_event_id")).isTrue();
        assertThat(established.event().getValue("last_event_id")).isNull();
        bob.subscribe(stream, null);

        String sid = alice.request("POST", "/v3/Streams/" + stream + "/Messages", "{\"data\":{\"m\":1}}")
                .assertHttp(201)
                .json()
                .getString("sid");

        JsonObject event = bob.assertEvent("stream_message_published").event();
        assertThat(event.getString("message_sid")).isEqualTo(sid);
        assertThat(event.getString("stream_sid")).isEqualTo(stream.value());
        assertThat(event.getJsonObject("message_data").encode()).isEqualTo("{\"m\":1}");
        alice.assertNoEvent();
        bob.request("POST", "/v3/Streams/" + stream + "/Messages", "{\"data\":{}}")
                .assertHttp(201);
        alice.assertEvent("stream_message_published");
        bob.assertNoEvent();
    }

    @Test
    void theMessagesOfOthersWaitBehindAnOwnOneInTheOrderInWhichTheyCame() {
        ObjectSid stream = STAGE.sync().create(ObjectType.STREAM, "{}");
        SocketClient alice = STAGE.connect("alice");
        SocketClient bob = STAGE.connect("bob");
        alice.subscribe(stream, null);
        Orders.HeldAnswers held = STAGE.sync().orders().holdAnswers(PublishMessage.class);
        String mine = alice.ask("POST", "/v3/Streams/" + stream + "/Messages", "{\"data\":{\"m\":1}}");
        alice.assertNoEvent();

        bob.ask("POST", "/v3/Streams/" + stream + "/Messages", "{\"data\":{\"m\":2}}");
        bob.ask("POST", "/v3/Streams/" + stream + "/Messages", "{\"data\":{\"m\":3}}");
        bob.assertNoEvent();
        alice.assertNoEvent();
        held.release();

        alice.reply(mine).assertHttp(201);
        for (int m = 2; m <= 3; m++) {
            JsonObject event = alice.assertEvent("stream_message_published").event();
            assertThat(event.getJsonObject("message_data").getInteger("m")).isEqualTo(m);
        }
    }

    @Test
    void theActorIsToldOfItsDocumentsChangeAndOfARemovedRoot() {
        ObjectSid document = STAGE.sync().create(ObjectType.DOCUMENT, "{}");
        SocketClient alice = STAGE.connect("alice");
        alice.subscribe(document, 0L);

        alice.request("POST", "/v3/Documents/" + document, "{\"data\":{\"v\": 1.50}}")
                .assertHttp(200);
        ReceivedPacket event = alice.assertEvent("document_updated", 1);
        assertThat(event.event().getString("document_revision")).isEqualTo("1");
        assertThat(event.payload()).contains("\"document_data\":{\"v\": 1.50}");

        alice.request("DELETE", "/v3/Documents/" + document, null).assertHttp(204);
        alice.assertEvent("document_removed", 2);
    }

    @Test
    void aReplayTellsWhatWasMissedThenThatItIsUpToDate() {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        for (int i = 0; i < 5; i++) {
            STAGE.sync().change(map, "k" + i, "{}");
        }
        SocketClient alice = STAGE.connect("alice");

        List<ReceivedPacket> told = alice.subscribe(map, 2L);

        assertThat(told).hasSize(4);
        for (int i = 0; i < 3; i++) {
            assertThat(told.get(i).eventType()).isEqualTo("map_item_added");
            assertThat(told.get(i).eventId()).isEqualTo(i + 3);
            assertThat(told.get(i).json().getLong("correlation_id"))
                    .isEqualTo(told.get(3).json().getLong("correlation_id"));
        }
        assertEstablished(told.get(3), "completed", 5);
        STAGE.sync().change(map, "k0", "{}");
        ReceivedPacket live = alice.assertEvent("map_item_updated", 6);
        assertThat(live.json().containsKey("correlation_id")).isFalse();
    }

    @Test
    void withoutACursorNothingIsReplayed() {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        STAGE.sync().change(map, "k", "{}");
        SocketClient alice = STAGE.connect("alice");

        List<ReceivedPacket> told = alice.subscribe(map, null);

        assertThat(told).hasSize(1);
        assertEstablished(told.get(0), "completed", 1);
        STAGE.sync().change(map, "k", "{}");
        alice.assertEvent("map_item_updated", 2);
    }

    @Test
    void ownChangesAreReplayedAsOwnOnesToTheSocketThatMadeThemAndAsOthersToAnother() {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        STAGE.sync().change(map, "key", "{}");
        SocketClient alice = STAGE.connect("alice");
        alice.request("DELETE", "/v3/Maps/" + map + "/Items/key", null).assertHttp(200);

        assertThat(alice.subscribe(map, 1L).stream().map(ReceivedPacket::eventType))
                .containsExactly("map_cursor", "subscription_established");

        SocketClient again = STAGE.connect("alice");
        assertThat(again.subscribe(map, 1L).stream().map(ReceivedPacket::eventType))
                .containsExactly("map_item_removed", "subscription_established");
    }

    @Test
    void aReplayedOwnChangeWaitsForItsAnswerAndEverythingElseForIt() {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        SocketClient alice = STAGE.connect("alice");
        Orders.HeldAnswers held = STAGE.sync().orders().holdAnswers(PutItem.class);
        STAGE.sync().change(map, "a", "{}");
        String put = alice.ask("PUT", "/v3/Maps/" + map + "/Items/b", "{\"data\":{}}");
        alice.assertNoEvent();
        STAGE.sync().change(map, "c", "{}");

        alice.askToSubscribe(map, 0L);
        alice.assertEvent("map_item_added", 1);
        alice.assertNoEvent();
        STAGE.sync().change(map, "d", "{}");
        alice.assertNoEvent();
        held.release();

        ReceivedPacket answer = alice.reply(put).assertHttp(201);
        assertThat(alice.assertEvent("map_item_added", 2).number()).isGreaterThan(answer.number());
        alice.assertEvent("map_item_added", 3);
        assertEstablished(alice.assertEvent("subscription_established"), "completed", 3);
        alice.assertEvent("map_item_added", 4);
        alice.assertNoEvent();
    }

    @Test
    void whatHappensWhileTheLogIsReadFollowsTheReplay() {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        STAGE.sync().change(map, "a", "{}");
        SocketClient alice = STAGE.connect("alice");
        Orders.HeldAnswers held = STAGE.sync().orders().holdAnswers(FollowObject.class);
        alice.askToSubscribe(map, 0L);
        alice.assertNoEvent();

        STAGE.sync().change(map, "b", "{}");
        STAGE.sync().change(map, "c", "{}");
        alice.assertNoEvent();
        held.release();

        alice.assertEvent("map_item_added", 1);
        assertEstablished(alice.assertEvent("subscription_established"), "completed", 1);
        alice.assertEvent("map_item_added", 2);
        alice.assertEvent("map_item_added", 3);
        alice.assertNoEvent();
    }

    @Test
    void whatComesBetweenTheRoundsOfAReplayIsToldOnce() {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        for (int i = 0; i < 10; i++) {
            STAGE.sync().change(map, "k" + i, "{}");
        }
        STAGE.sync().pageReplaysBy(4);
        SocketClient bob = STAGE.connect("bob");
        bob.subscribe(map, 10L);
        SocketClient alice = STAGE.connect("alice");
        Orders.HeldAnswers held = STAGE.sync().orders().holdAnswers(FollowObject.class);
        alice.askToSubscribe(map, 0L);
        alice.assertNoEvent();
        STAGE.sync().change(map, "late", "{}");
        bob.assertEvent("map_item_added", 11);
        held.release();

        for (int id = 1; id <= 11; id++) {
            alice.assertEvent("map_item_added", id);
        }
        assertEstablished(alice.assertEvent("subscription_established"), "completed", 11);
        STAGE.sync().change(map, "later", "{}");
        alice.assertEvent("map_item_added", 12);
        alice.assertNoEvent();
    }

    @Test
    void aReplayThatIsTooLongIsInterruptedWhereTheClientAsksOn() {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        for (int i = 0; i < 30; i++) {
            STAGE.sync().change(map, "k" + i, "{}");
        }
        STAGE.sync().pageReplaysBy(2);
        SocketClient alice = STAGE.connect("alice");

        List<ReceivedPacket> told = alice.subscribe(map, 0L);
        assertThat(told).hasSize(21);
        assertEstablished(told.get(20), "interrupted", 20);

        List<ReceivedPacket> rest = alice.subscribe(map, 20L);
        assertThat(rest.get(0).eventId()).isEqualTo(21);
        assertEstablished(rest.get(10), "completed", 30);
    }

    @Test
    void aReplayIsInterruptedNoSoonerThanWhatItReplayedWasTold() {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        SocketClient alice = STAGE.connect("alice");
        Orders.HeldAnswers held = STAGE.sync().orders().holdAnswers(PutItem.class);
        for (int i = 0; i < 5; i++) {
            STAGE.sync().change(map, "k" + i, "{}");
        }
        String put = alice.ask("PUT", "/v3/Maps/" + map + "/Items/mine", "{\"data\":{}}");
        alice.assertNoEvent();
        for (int i = 5; i < 30; i++) {
            STAGE.sync().change(map, "k" + i, "{}");
        }
        STAGE.sync().pageReplaysBy(2);

        alice.askToSubscribe(map, 0L);
        for (int id = 1; id <= 5; id++) {
            alice.assertEvent("map_item_added", id);
        }
        alice.assertNoEvent();
        STAGE.sync().change(map, "meanwhile", "{}");
        held.release();

        alice.reply(put).assertHttp(201);
        for (int id = 6; id <= 20; id++) {
            alice.assertEvent("map_item_added", id);
        }
        assertEstablished(alice.assertEvent("subscription_established"), "interrupted", 20);
        alice.assertNoEvent();
        assertThat(alice.subscribe(map, 20L)).hasSize(13);
    }

    @Test
    void subscribingAgainBeginsAnew() {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        STAGE.sync().change(map, "a", "{}");
        SocketClient alice = STAGE.connect("alice");
        alice.subscribe(map, 0L);

        assertThat(alice.subscribe(map, 0L)).hasSize(2);

        STAGE.sync().change(map, "b", "{}");
        alice.assertEvent("map_item_added", 2);
        alice.assertNoEvent();
    }

    @Test
    void aCanceledSubscriptionTellsNothingMore() {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        SocketClient alice = STAGE.connect("alice");
        alice.subscribe(map, 0L);

        alice.request("POST", "/v4/Subscriptions", SocketClient.round("cancel", 77, map, null))
                .assertHttp(202);

        ReceivedPacket canceled = alice.assertEvent("subscription_canceled");
        assertThat(canceled.json().getLong("correlation_id")).isEqualTo(77);
        assertThat(canceled.event().getString("object_sid")).isEqualTo(map.value());
        assertThat(canceled.event().getString("object_type")).isEqualTo("map");
        STAGE.sync().change(map, "b", "{}");
        alice.assertNoEvent();
    }

    @Test
    void anUpdateWithAStaleRevisionIsRefusedAndNothingIsTold() {
        ObjectSid document = STAGE.sync().create(ObjectType.DOCUMENT, "{}");
        STAGE.sync().change(document, "", "{}");
        SocketClient alice = STAGE.connect("alice");
        alice.subscribe(document, 1L);

        JsonObject stale = new JsonObject()
                .put("method", "POST")
                .put("path", "/v3/Documents/" + document)
                .put("headers", new JsonObject().put("IF-Match", "0"));
        ReceivedPacket refused = alice.request(stale, "{\"data\":{}}").assertHttp(412);

        assertThat(refused.errorCode()).isEqualTo(54103);
        assertThat(((UpdateObject) STAGE.sync()
                                .orders()
                                .taken(UpdateObject.class)
                                .get(0)
                                .command())
                        .ifMatch())
                .isEqualTo("0");
        alice.assertNoEvent();
    }

    @Test
    void aConnectionBehindWhoseUnansweredChangeTooMuchWaitsIsLetGoAndNobodyElseMissesAnything() {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        SocketClient alice = STAGE.connect("alice");
        SocketClient bob = STAGE.connect("bob");
        SocketClient carol = STAGE.connect("carol");
        for (SocketClient client : List.of(alice, bob, carol)) {
            client.subscribe(map, 0L);
        }
        STAGE.sync().orders().holdAnswers(PutItem.class);
        alice.ask("PUT", "/v3/Maps/" + map + "/Items/mine", "{\"data\":{}}");
        bob.assertEvent("map_item_added", 1);
        carol.assertEvent("map_item_added", 1);

        int changes = Subscription.WAITING_LIMIT + 10;
        for (int i = 0; i < changes; i++) {
            STAGE.sync().change(map, "mine", "{}");
        }

        for (int i = 0; i < changes; i++) {
            bob.assertEvent("map_item_updated", i + 2);
            carol.assertEvent("map_item_updated", i + 2);
        }
        alice.awaitClosed();
        assertThat(alice.unread()).isEmpty();
    }

    private static void assertEstablished(ReceivedPacket packet, String status, long lastEventId) {
        assertThat(packet.eventType()).isEqualTo("subscription_established");
        assertThat(packet.event().getString("replay_status")).isEqualTo(status);
        assertThat(packet.event().getLong("last_event_id")).isEqualTo(lastEventId);
    }
}
