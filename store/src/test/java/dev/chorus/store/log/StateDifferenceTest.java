package dev.chorus.store.log;

import static dev.chorus.contract.object.ObjectType.LIST;
import static dev.chorus.contract.object.ObjectType.MAP;
import static dev.chorus.store.server.TestStore.by;
import static dev.chorus.store.server.TestStore.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.change.Change;
import dev.chorus.contract.change.ChangeKind;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.subscription.Changes;
import dev.chorus.store.Retention;
import dev.chorus.store.key.ObjectKeys;
import dev.chorus.store.server.RedisServer;
import dev.chorus.store.server.RedisServerExtension;
import dev.chorus.store.server.TestStore;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServerExtension.class)
class StateDifferenceTest {
    private final TestStore store;
    private final RedisServer redis;

    StateDifferenceTest(TestStore store, RedisServer redis) {
        this.store = store;
        this.redis = redis;
    }

    @Test
    void eachKeyThatChangedIsToldOnceInTheOrderOfEvents() {
        ObjectSid map = store.create(MAP);
        store.set(map, "old", "1");
        store.set(map, "removed", "2");
        store.set(map, "untouched", "3");
        store.set(map, "new", "4");
        store.set(map, "old", "5");
        store.set(map, "old", "6");
        store.remove(map, "removed");
        store.update(map, "{\"c\":1}");
        forgetLog(map);

        Changes changes = store.follow(map, "gateway-1", 3L);

        assertThat(told(changes))
                .containsExactly(
                        "ITEM_ADDED 4 new=4",
                        "ITEM_UPDATED 6 old=6",
                        "ITEM_REMOVED 7 removed=null",
                        "CONTEXT_UPDATED 8 ={\"c\":1}");
        assertThat(changes.upToEventId()).isEqualTo(8);
        assertThat(changes.complete()).isTrue();
    }

    @Test
    void aKeyThatCameBackIsRemovedFirst() {
        ObjectSid map = store.create(MAP);
        store.set(map, "k", "1");
        store.remove(map, "k");
        store.set(map, "k", "2");
        forgetLog(map);

        assertThat(told(store.follow(map, "gateway-1", 1L)))
                .containsExactly("ITEM_REMOVED 2 k=null", "ITEM_ADDED 3 k=2");
        assertThat(told(store.follow(map, "gateway-1", 2L))).containsExactly("ITEM_ADDED 3 k=2");
    }

    @Test
    void aTrimmedLogIsMadeUpForByTheDifference() {
        Retention shortLog = new Retention(
                1, Duration.ofHours(1), 10_000, Duration.ofHours(24), Duration.ofMinutes(2), Duration.ofHours(1));
        try (TestStore forgetful = TestStore.open(redis, shortLog)) {
            ObjectSid list = forgetful.create(LIST);
            for (int i = 0; i < 500; i++) {
                forgetful.push(list, "" + i);
            }

            assertThat(redis.command("XLEN " + ObjectKeys.of(list).log())).isNotEqualTo(":500\r\n");
            assertThat(forgetful.follow(list, "gateway-1", 0L).changes())
                    .hasSize(500)
                    .extracting(Change::kind)
                    .containsOnly(ChangeKind.ITEM_ADDED);
        }
    }

    @Test
    void aLargeDifferenceComesInPartsThatAddUpToTheState() {
        ObjectSid list = store.create(LIST);
        Map<String, String> expected = new TreeMap<>();
        for (int i = 0; i < 2300; i++) {
            expected.put(store.push(list, "" + i).key(), "" + i);
        }
        for (int i = 0; i < 2300; i += 7) {
            store.remove(list, "" + i);
            expected.remove("" + i);
        }
        forgetLog(list);

        Map<String, String> seen = new TreeMap<>();
        Changes part = store.follow(list, "gateway-1", 0L);
        apply(part, seen);
        while (!part.complete()) {
            long reached = part.upToEventId();
            part = store.get(s -> s.log().read(list, reached, false));
            assertThat(part.changes()).allMatch(change -> change.eventId() > reached);
            apply(part, seen);
        }

        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void whereRemovalsAreForgottenTheCursorIsTooOld() {
        Retention fewTombs = new Retention(
                1000, Duration.ofHours(1), 2, Duration.ofHours(24), Duration.ofMinutes(2), Duration.ofHours(1));
        try (TestStore forgetful = TestStore.open(redis, fewTombs)) {
            ObjectSid map = forgetful.create(MAP);
            for (String key : new String[] {"a", "b", "c"}) {
                forgetful.set(map, key, "1");
                forgetful.remove(map, key);
            }
            forgetLog(map);

            assertThat(forgetful.refusal(s -> s.log().follow(by("bob"), map, "gateway-1", 1L, false)))
                    .isEqualTo(ErrorCode.CURSOR_TOO_OLD);
            assertThat(redis.command("EXISTS " + ObjectKeys.of(map).interest())).startsWith(":0");
            assertThat(told(forgetful.follow(map, "gateway-1", 2L)))
                    .containsExactly("ITEM_REMOVED 4 b=null", "ITEM_REMOVED 6 c=null");
        }
    }

    @Test
    void removalsAreForgottenWithAge() throws InterruptedException {
        Retention shortMemory = new Retention(
                1000, Duration.ofHours(1), 100, Duration.ofMillis(1), Duration.ofMinutes(2), Duration.ofHours(1));
        try (TestStore forgetful = TestStore.open(redis, shortMemory)) {
            ObjectSid map = forgetful.create(MAP);
            for (String key : new String[] {"a", "b", "c", "d"}) {
                forgetful.set(map, key, "1");
                forgetful.remove(map, key);
                Thread.sleep(5);
            }

            assertThat(redis.command("ZCARD " + ObjectKeys.of(map).tombs())).isEqualTo(":1\r\n");
        }
    }

    @Test
    void aKeyWhoseRemovalIsForgottenStillGetsAFreshRevision() {
        Retention noTombs = new Retention(
                1000, Duration.ofHours(1), 0, Duration.ofHours(24), Duration.ofMinutes(2), Duration.ofHours(1));
        try (TestStore forgetful = TestStore.open(redis, noTombs)) {
            ObjectSid map = forgetful.create(MAP);
            long before = forgetful.set(map, "k", "1").revision();
            forgetful.remove(map, "k");

            assertThat(forgetful.set(map, "k", "2").revision()).isGreaterThan(before);
        }
    }

    private static void apply(Changes changes, Map<String, String> state) {
        long last = 0;
        for (Change change : changes.changes()) {
            assertThat(change.eventId()).isGreaterThan(last);
            last = change.eventId();
            if (change.kind() == ChangeKind.ITEM_REMOVED) {
                state.remove(change.key());
            } else {
                state.put(change.key(), change.data().toString());
            }
        }
    }

    private void forgetLog(ObjectSid object) {
        redis.command("DEL " + ObjectKeys.of(object).log());
    }
}
