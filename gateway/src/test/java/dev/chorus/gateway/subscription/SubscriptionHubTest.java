package dev.chorus.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.subscription.DropInterest;
import dev.chorus.contract.subscription.FollowObject;
import dev.chorus.contract.subscription.ReadChanges;
import dev.chorus.gateway.stage.GatewayStage;
import dev.chorus.gateway.stage.HeldDelivery;
import dev.chorus.gateway.stage.Orders;
import dev.chorus.gateway.stage.ReceivedPacket;
import dev.chorus.gateway.stage.SocketClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of changes when the event bus loses, repeats, delays and reorders them, and when services fail. */
class SubscriptionHubTest {
    @RegisterExtension
    static final GatewayStage STAGE = new GatewayStage();

    @Test
    void deliveriesInAnyOrderAndMoreThanOnceAreToldOnceAndInOrder() {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        SocketClient alice = STAGE.connect("alice");
        alice.subscribe(map, 0L);
        STAGE.sync().holdDeliveries();
        for (int i = 0; i < 6; i++) {
            STAGE.sync().change(map, "k" + i, "{}");
        }
        List<HeldDelivery> held = STAGE.sync().takeHeld();

        for (int i : new int[] {1, 5, 0, 0, 3, 1, 2, 5, 4, 0}) {
            held.get(i).send();
        }

        for (int id = 1; id <= 6; id++) {
            alice.assertEvent("map_item_added", id);
        }
        alice.assertNoEvent();
    }

    @Test
    void aDeliveryThatIsLostInTheMiddleIsReadFromTheLog() {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        SocketClient alice = STAGE.connect("alice");
        SocketClient bob = STAGE.connect("bob");
        alice.subscribe(map, 0L);
        bob.subscribe(map, 0L);
        STAGE.sync().holdDeliveries();
        for (int i = 0; i < 3; i++) {
            STAGE.sync().change(map, "k" + i, "{}");
        }

        STAGE.sync().takeHeld().get(2).send();

        for (SocketClient client : List.of(alice, bob)) {
            for (int id = 1; id <= 3; id++) {
                client.assertEvent("map_item_added", id);
            }
            client.assertNoEvent();
        }
    }

    @Test
    void aDeliveryThatIsLostAtTheEndIsNoticedByTheBeat() {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        SocketClient alice = STAGE.connect("alice");
        alice.subscribe(map, 0L);
        STAGE.sync().holdDeliveries();
        STAGE.sync().change(map, "k", "{}");
        alice.assertNoEvent();

        STAGE.sync().beat(map, false);

        alice.assertEvent("map_item_added", 1);
    }

    @Test
    void aServiceThatFallsSilentHasTheLogsReadAgain() throws Exception {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        SocketClient alice = STAGE.connect("alice");
        alice.subscribe(map, 0L);
        STAGE.sync().change(map, "a", "{}");
        alice.assertEvent("map_item_added", 1);
        STAGE.sync().holdDeliveries();
        STAGE.sync().change(map, "b", "{}");

        STAGE.clock().advance(Duration.ofSeconds(5));

        alice.assertEvent("map_item_added", 2);
    }

    @Test
    void aGapBeyondTheLogIsHealedByTheDifferenceOfStates() {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        SocketClient alice = STAGE.connect("alice");
        alice.subscribe(map, 0L);
        STAGE.sync().holdDeliveries();
        for (int i = 0; i < 10; i++) {
            STAGE.sync().change(map, "k" + i % 2, "{}");
        }
        STAGE.sync().trimLog(map, 9);

        STAGE.sync().takeHeld().get(9).send();

        alice.assertEvent("map_item_updated", 9);
        alice.assertEvent("map_item_updated", 10);
        STAGE.sync().resumeDeliveries();
        STAGE.sync().change(map, "k1", "{}");
        alice.assertEvent("map_item_updated", 11);
        alice.assertNoEvent();
    }

    @Test
    void aLongGapIsHealedInSeveralReadings() {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        SocketClient alice = STAGE.connect("alice");
        alice.subscribe(map, 0L);
        STAGE.sync().pageReplaysBy(3);
        STAGE.sync().holdDeliveries();
        for (int i = 0; i < 10; i++) {
            STAGE.sync().change(map, "k" + i, "{}");
        }

        STAGE.sync().takeHeld().get(9).send();

        for (int id = 1; id <= 10; id++) {
            alice.assertEvent("map_item_added", id);
        }
        alice.assertNoEvent();
    }

    @Test
    void aGapIsHealedAlthoughTheServiceIsAwayForAMoment() {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        SocketClient alice = STAGE.connect("alice");
        alice.subscribe(map, 0L);
        STAGE.sync().holdDeliveries();
        STAGE.sync().change(map, "a", "{}");
        STAGE.sync().change(map, "b", "{}");
        STAGE.sync().orders().refuse(ReadChanges.class, ErrorCode.UNAVAILABLE, 1);
        STAGE.sync().orders().refuse(FollowObject.class, ErrorCode.UNAVAILABLE, 1);

        STAGE.sync().takeHeld().get(1).send();

        alice.assertEvent("map_item_added", 1);
        alice.assertEvent("map_item_added", 2);
        alice.assertNoEvent();
    }

    @Test
    void aSubscriptionIsOpenedAlthoughTheServiceIsAwayForAMoment() {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        STAGE.sync().change(map, "a", "{}");
        STAGE.sync().orders().refuse(FollowObject.class, ErrorCode.UNAVAILABLE, 2);
        SocketClient alice = STAGE.connect("alice");

        assertThat(alice.subscribe(map, 0L)).hasSize(2);
    }

    @Test
    void anObjectThatDoesNotExistFailsWithItsCode() {
        SocketClient alice = STAGE.connect("alice");
        ObjectSid nothing = new ObjectSid("MP" + "9".repeat(32));

        ReceivedPacket failed = alice.subscribe(nothing, 0L).get(0);

        assertThat(failed.eventType()).isEqualTo("subscription_failed");
        assertThat(failed.event().getString("object_sid")).isEqualTo(nothing.value());
        assertThat(failed.event().getJsonObject("error").getInteger("status")).isEqualTo(404);
        assertThat(failed.event().getJsonObject("error").getInteger("code"))
                .isEqualTo(ErrorCode.MAP_NOT_FOUND.number());
    }

    @Test
    void anObjectWithoutSubscribersIsFollowedForAWhileAndThenNoMore() throws Exception {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        SocketClient alice = STAGE.connect("alice");
        alice.subscribe(map, 0L);
        assertThat(STAGE.sync().followers(map)).hasSize(1);
        alice.request("POST", "/v4/Subscriptions", SocketClient.round("cancel", 1, map, null));

        STAGE.clock().advance(Duration.ofSeconds(11));

        STAGE.sync().orders().awaitTaken(DropInterest.class, 1);
        alice.assertEvent("subscription_canceled");
        assertThat(alice.subscribe(map, 0L)).hasSize(1);
        assertThat(STAGE.sync().followers(map)).hasSize(1);
        STAGE.sync().change(map, "k", "{}");
        alice.assertEvent("map_item_added", 1);
    }

    @Test
    void whoComesWhileTheInterestIsGivenUpIsToldEverythingThereafter() throws Exception {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        SocketClient alice = STAGE.connect("alice");
        alice.subscribe(map, 0L);
        alice.request("POST", "/v4/Subscriptions", SocketClient.round("cancel", 1, map, null));
        alice.assertEvent("subscription_canceled");
        Orders.HeldAnswers dropping = STAGE.sync().orders().holdAnswers(DropInterest.class);
        STAGE.clock().advance(Duration.ofSeconds(11));
        STAGE.sync().orders().awaitTaken(DropInterest.class, 1);

        alice.askToSubscribe(map, 0L);
        SocketClient leaves = STAGE.connect("leaves");
        leaves.askToSubscribe(map, 0L);
        GatewayStage.await(leaves.socket().close());
        STAGE.sync().change(map, "k", "{}");
        alice.assertNoEvent();
        dropping.release();

        alice.assertEvent("map_item_added", 1);
        alice.assertEvent("subscription_established");
        STAGE.sync().change(map, "k", "{}");
        alice.assertEvent("map_item_updated", 2);
        alice.assertNoEvent();
    }

    @Test
    void interestThatCannotBeGivenUpNowHarmsNobody() throws Exception {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        SocketClient alice = STAGE.connect("alice");
        alice.subscribe(map, 0L);
        alice.request("POST", "/v4/Subscriptions", SocketClient.round("cancel", 1, map, null));
        alice.assertEvent("subscription_canceled");
        STAGE.sync().orders().refuse(DropInterest.class, ErrorCode.UNAVAILABLE, 1);

        STAGE.clock().advance(Duration.ofSeconds(11));
        STAGE.sync().orders().awaitTaken(DropInterest.class, 1);

        alice.subscribe(map, 0L);
        STAGE.sync().change(map, "k", "{}");
        alice.assertEvent("map_item_added", 1);
        alice.assertNoEvent();
    }

    @Test
    void whoLosesTheRightToReadIsToldSoAndNothingElse() {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        SocketClient alice = STAGE.connect("alice");
        alice.subscribe(map, 0L);
        STAGE.sync().orders().refuse(FollowObject.class, ErrorCode.ACCESS_FORBIDDEN, 1);

        STAGE.sync().changeAccess(map);

        ReceivedPacket failed = alice.assertEvent("subscription_failed");
        assertThat(failed.event().getJsonObject("error").getInteger("status")).isEqualTo(403);
        STAGE.sync().change(map, "k", "{}");
        alice.assertNoEvent();
    }

    @Test
    void theRightToReadIsCheckedAlthoughTheServiceIsAwayForAMoment() {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        SocketClient alice = STAGE.connect("alice");
        alice.subscribe(map, 0L);
        STAGE.sync().orders().refuse(FollowObject.class, ErrorCode.UNAVAILABLE, 1);
        STAGE.sync().orders().refuse(FollowObject.class, ErrorCode.ACCESS_FORBIDDEN, 1);

        STAGE.sync().changeAccess(map);

        alice.assertEvent("subscription_failed");
    }

    @Test
    void aChangeThatOvertakesTheNewsOfLostRightsIsNotToldToWhoLostThem() {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        SocketClient alice = STAGE.connect("alice");
        alice.subscribe(map, 0L);
        List<HeldDelivery> held = newsOfRightsAndAChange(map);
        STAGE.sync().orders().refuse(FollowObject.class, ErrorCode.ACCESS_FORBIDDEN, 1);

        held.get(1).send();

        alice.assertEvent("subscription_failed");
        held.get(0).send();
        alice.assertNoEvent();
    }

    @Test
    void aMessageThatOvertakesTheNewsOfLostRightsIsNotToldToWhoLostThem() {
        ObjectSid stream = STAGE.sync().create(ObjectType.STREAM, "{}");
        SocketClient alice = STAGE.connect("alice");
        SocketClient bob = STAGE.connect("bob");
        alice.subscribe(stream, null);
        STAGE.sync().holdDeliveries();
        STAGE.sync().changeAccess(stream);
        bob.request("POST", "/v3/Streams/" + stream.value() + "/Messages", "{\"data\":{}}");
        List<HeldDelivery> held = STAGE.sync().takeHeld();
        STAGE.sync().orders().refuse(FollowObject.class, ErrorCode.ACCESS_FORBIDDEN, 1);

        held.get(1).send();

        alice.assertEvent("subscription_failed");
        alice.assertNoEvent();
    }

    @Test
    void whoKeepsTheRightToReadIsToldOnceHoweverTheNewsOfChangedRightsComes() {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        SocketClient alice = STAGE.connect("alice");
        alice.subscribe(map, 0L);
        List<HeldDelivery> held = newsOfRightsAndAChange(map);

        held.get(1).send();
        alice.assertEvent("map_item_added", 1);
        held.get(0).send();
        held.get(1).send();
        STAGE.sync().resumeDeliveries();
        STAGE.sync().change(map, "k", "{}");

        alice.assertEvent("map_item_updated", 2);
        alice.assertNoEvent();
    }

    @Test
    void aSubscriptionWhoseReadingBeganBeforeItsRightsWereTakenTellsNothing() throws Exception {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        SocketClient alice = STAGE.connect("alice");
        Orders.HeldAnswers begun = STAGE.sync().orders().holdAnswers(FollowObject.class);
        alice.request("POST", "/v4/Subscriptions", SocketClient.round("establish", 1, map, 0L));
        STAGE.sync().orders().awaitTaken(FollowObject.class, 1);
        STAGE.sync().orders().refuse(FollowObject.class, ErrorCode.ACCESS_FORBIDDEN, 1);

        STAGE.sync().changeAccess(map);

        alice.assertEvent("subscription_failed");
        begun.release();
        STAGE.sync().change(map, "k", "{}");
        alice.assertNoEvent();
    }

    /** Kept back: that rights on a map changed, and a change that was made afterwards. */
    private static List<HeldDelivery> newsOfRightsAndAChange(ObjectSid map) {
        STAGE.sync().holdDeliveries();
        STAGE.sync().changeAccess(map);
        STAGE.sync().change(map, "k", "{}");
        return STAGE.sync().takeHeld();
    }
}
