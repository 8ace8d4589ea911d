package dev.chorus.store.log;

import static dev.chorus.contract.object.ObjectType.DOCUMENT;
import static dev.chorus.contract.object.ObjectType.LIST;
import static dev.chorus.contract.object.ObjectType.STREAM;
import static dev.chorus.store.server.TestStore.by;
import static dev.chorus.store.server.TestStore.needing;
import static dev.chorus.store.server.TestStore.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.change.Change;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.subscription.Changes;
import dev.chorus.store.key.ObjectKeys;
import dev.chorus.store.permission.Rights;
import dev.chorus.store.server.RedisServer;
import dev.chorus.store.server.RedisServerExtension;
import dev.chorus.store.server.TestStore;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServerExtension.class)
class FollowObjectScriptTest {
    private final TestStore store;
    private final RedisServer redis;

    FollowObjectScriptTest(TestStore store, RedisServer redis) {
        this.store = store;
        this.redis = redis;
    }

    @Test
    void whatHappenedAfterAnEventIsReplayedFromTheLog() {
        ObjectSid list = store.create(LIST);
        store.push(list, "1");
        store.push(list, "2");
        store.remove(list, "0");

        Changes changes = store.follow(list, "gateway-1", 1L);

        assertThat(told(changes)).containsExactly("ITEM_ADDED 2 1=2", "ITEM_REMOVED 3 0=1");
        assertThat(changes.upToEventId()).isEqualTo(3);
        assertThat(changes.complete()).isTrue();
    }

    @Test
    void replayedChangesNameTheirCause() {
        ObjectSid list = store.create(LIST);
        store.push(list, "1");

        Change change = store.follow(list, "gateway-1", 0L).changes().get(0);

        assertThat(change.connection()).isEqualTo("connection-of-alice");
        assertThat(change.actor()).isEqualTo("alice");
    }

    @Test
    void withoutAnEventNothingIsReplayed() {
        ObjectSid list = store.create(LIST);
        store.push(list, "1");

        Changes changes = store.follow(list, "gateway-1", null);

        assertThat(changes).isEqualTo(new Changes(List.of(), 1, true, 0));
    }

    @Test
    void whoKnowsMoreThanTheLogMustReadAnewSinceRedisHasLostSomething() {
        ObjectSid list = store.create(LIST);
        store.push(list, "1");

        assertThat(store.refusal(s -> s.log().follow(by("bob"), list, "gateway-1", 9L, false)))
                .isEqualTo(ErrorCode.CURSOR_TOO_OLD);
        assertThat(store.follow(list, "gateway-1", 1L).complete()).isTrue();
    }

    @Test
    void aStreamHasNothingToReplay() {
        ObjectSid stream = store.create(STREAM);

        assertThat(store.follow(stream, "gateway-1", null)).isEqualTo(new Changes(List.of(), 0, true, 0));
    }

    @Test
    void everyChangeAfterwardsNamesTheGatewayUntilItsInterestEnds() {
        ObjectSid document = store.create(DOCUMENT);
        store.follow(document, "gateway-1", null);
        store.follow(document, "gateway-2", null);
        store.get(s -> s.interest().drop(List.of(document), "gateway-1"));

        assertThat(redis.command("SMEMBERS " + ObjectKeys.of(document).interest()))
                .contains("gateway-2")
                .doesNotContain("gateway-1");
    }

    @Test
    void interestIsLent() {
        ObjectSid document = store.create(DOCUMENT);
        store.follow(document, "gateway-1", null);

        assertThat(redis.command("PTTL " + ObjectKeys.of(document).interest())).doesNotContain("-1");
    }

    @Test
    void whoMayNotReadIsRefusedAndNothingIsRegistered() {
        ObjectSid document = store.create(DOCUMENT);

        assertThat(store.refusal(s -> s.log().follow(needing("bob", Rights.READ), document, "gateway-1", null, false)))
                .isEqualTo(ErrorCode.ACCESS_FORBIDDEN);
        assertThat(redis.command("EXISTS " + ObjectKeys.of(document).interest()))
                .startsWith(":0");
    }

    @Test
    void aRemovedObjectCannotBeFollowed() {
        ObjectSid document = store.create(DOCUMENT);
        store.get(s -> s.objects().remove(by("alice"), DOCUMENT, document, null));

        assertThat(store.refusal(s -> s.log().follow(by("bob"), document, "gateway-1", 0L, false)))
                .isEqualTo(ErrorCode.DOCUMENT_NOT_FOUND);
    }

    @Test
    void aReplayOfManyComesInParts() {
        ObjectSid list = store.create(LIST);
        for (int i = 0; i < 1100; i++) {
            store.push(list, "" + i);
        }

        Changes first = store.follow(list, "gateway-1", 90L);

        assertThat(first.complete()).isFalse();
        assertThat(first.upToEventId())
                .isEqualTo(first.changes().get(first.changes().size() - 1).eventId())
                .isLessThan(1100);
        Changes rest = store.get(s -> s.log().read(list, first.upToEventId(), false));
        assertThat(rest.complete()).isTrue();
        assertThat(first.changes().size() + rest.changes().size()).isEqualTo(1010);
    }
}
