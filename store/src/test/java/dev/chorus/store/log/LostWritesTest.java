package dev.chorus.store.log;

import static dev.chorus.contract.object.ObjectType.DOCUMENT;
import static dev.chorus.contract.object.ObjectType.LIST;
import static dev.chorus.contract.object.ObjectType.MAP;
import static dev.chorus.store.server.TestStore.by;
import static dev.chorus.store.server.TestStore.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.change.Change;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.item.ItemState;
import dev.chorus.contract.item.PutMode;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.subscription.Changes;
import dev.chorus.contract.value.Json;
import dev.chorus.store.item.ItemKey;
import dev.chorus.store.item.PageBounds;
import dev.chorus.store.server.RedisServer;
import dev.chorus.store.server.TestStore;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What readers are told who know of writes that Redis has lost. */
class LostWritesTest {
    private RedisServer redis;
    private TestStore store;

    @BeforeEach
    void begin() {
        redis = RedisServer.startStandalone();
        store = TestStore.open(redis);
    }

    @AfterEach
    void end() {
        store.close();
        redis.close();
    }

    @Test
    void whoKnowsOfALostChangeIsToldToReadAnewAlsoWhereOthersCameInItsPlace() {
        ObjectSid list = store.create(LIST);
        store.push(list, "1");
        redis.loseFromHere();
        long lost = store.push(list, "2").lastEventId();

        restart();
        assertThat(refusal(list, lost)).isEqualTo(ErrorCode.CURSOR_TOO_OLD);
        for (int i = 0; i < 3; i++) {
            store.push(list, "3");
        }

        assertThat(refusal(list, lost)).isEqualTo(ErrorCode.CURSOR_TOO_OLD);
        assertThat(store.refusal(s -> s.log().read(list, lost, false))).isEqualTo(ErrorCode.CURSOR_TOO_OLD);
    }

    @Test
    void whoKnowsOnlyWhatIsStillThereIsToldTheRest() {
        ObjectSid list = store.create(LIST);
        long kept = store.push(list, "1").lastEventId();
        redis.loseFromHere();
        long lost = store.push(list, "2").lastEventId();

        restart();
        ItemState next = store.push(list, "3");

        Changes changes = store.follow(list, "gateway", kept);
        assertThat(changes.changes()).extracting(Change::data).containsExactly(Json.of("3"));
        assertThat(changes.upToEventId()).isEqualTo(next.lastEventId()).isGreaterThan(lost);
        assertThat(changes.complete()).isTrue();
        assertThat(store.push(list, "4").lastEventId()).isEqualTo(next.lastEventId() + 1);
    }

    @Test
    void aHoleInTheLogIsStillToldAsADifferenceWhereTheLogIsGone() {
        ObjectSid list = store.create(LIST);
        long kept = store.push(list, "1").lastEventId();
        redis.loseFromHere();
        store.push(list, "2");

        restart();
        store.push(list, "3");
        redis.command("DEL {p%02d}:%s:log".formatted(Integer.parseInt(list.value(), 2, 4, 16) % 64, list.value()));

        assertThat(store.follow(list, "gateway", kept).changes())
                .extracting(Change::data)
                .containsExactly(Json.of("3"));
    }

    @Test
    void aDocumentIsToldAsItIsNowUnderAnIdAboveThoseThatWereLost() {
        ObjectSid document = store.create(DOCUMENT);
        long kept = store.update(document, "1").lastEventId();
        redis.loseFromHere();
        long lost = store.update(document, "2").lastEventId();

        restart();
        Changes changes = store.follow(document, "gateway", lost);

        assertThat(changes.changes()).extracting(Change::data).containsExactly(Json.of("1"));
        assertThat(changes.changes().get(0).eventId()).isGreaterThan(lost).isEqualTo(changes.upToEventId());
        assertThat(store.follow(document, "gateway", kept).changes())
                .extracting(Change::data)
                .containsExactly(Json.of("1"));
        store.update(document, "3");
        assertThat(store.follow(document, "gateway", changes.upToEventId()).changes())
                .extracting(Change::data)
                .containsExactly(Json.of("3"));
        assertThat(store.follow(document, "gateway", lost).changes())
                .extracting(Change::data)
                .containsExactly(Json.of("3"));
    }

    @Test
    void noRevisionOfALostChangeEverFitsAgain() {
        ObjectSid map = store.create(MAP);
        store.set(map, "k", "1");
        redis.loseFromHere();
        long lostItem = store.set(map, "k", "2").revision();
        long lostNew = store.set(map, "n", "2").revision();

        restart();
        store.set(map, "k", "3");
        store.set(map, "n", "3");

        assertThat(store.refusal(s -> s.items().put(by("bob"), MAP, map, item("k", PutMode.SET, "4", null, lostItem))))
                .isEqualTo(ErrorCode.MAP_ITEM_REVISION_MISMATCH);
        assertThat(store.refusal(s -> s.items().put(by("bob"), MAP, map, item("n", PutMode.SET, "4", null, lostNew))))
                .isEqualTo(ErrorCode.MAP_ITEM_REVISION_MISMATCH);
    }

    @Test
    void theRevisionThatAWriteIsAnsweredWithIsThatWhichFitsTheNext() {
        ObjectSid map = store.create(MAP);
        store.set(map, "k", "1");
        redis.loseFromHere();
        store.set(map, "k", "2");

        restart();
        long changed = store.set(map, "k", "3").revision();
        long added = store.set(map, "n", "3").revision();

        assertThat(changed).isGreaterThan(1L << 32);
        assertThat(store.get(s -> s.items().put(by("bob"), MAP, map, item("k", PutMode.SET, "4", null, changed)))
                        .reply()
                        .revision())
                .isEqualTo(changed + 1);
        assertThat(store.get(s -> s.items().put(by("bob"), MAP, map, item("n", PutMode.SET, "4", null, added)))
                        .reply()
                        .revision())
                .isEqualTo(added + 1);
    }

    @Test
    void aLenientReaderIsToldWhatHappenedSinceTheLastEventThatIsStillThere() {
        ObjectSid list = store.create(LIST);
        store.push(list, "1");
        redis.loseFromHere();
        store.push(list, "2");
        long lost = store.push(list, "3").lastEventId();

        restart();
        Changes nothing = lenient(list, lost);
        assertThat(nothing.changes()).isEmpty();
        assertThat(nothing.complete()).isTrue();
        long next = store.push(list, "4").lastEventId();

        for (Changes changes :
                List.of(lenient(list, lost), store.get(s -> s.log().read(list, lost, true)))) {
            assertThat(changes.changes()).extracting(Change::data).containsExactly(Json.of("4"));
            assertThat(changes.upToEventId()).isEqualTo(next);
            assertThat(changes.complete()).isTrue();
        }
    }

    @Test
    void aLenientReaderIsToldTheDifferenceWhereTheLogIsGoneToo() {
        ObjectSid list = store.create(LIST);
        store.push(list, "1");
        redis.loseFromHere();
        long lost = store.push(list, "2").lastEventId();

        restart();
        store.push(list, "3");
        redis.command("DEL {p%02d}:%s:log".formatted(Integer.parseInt(list.value(), 2, 4, 16) % 64, list.value()));

        assertThat(lenient(list, lost).changes()).extracting(Change::data).containsExactly(Json.of("3"));
    }

    @Test
    void alsoALenientReaderIsRefusedAPositionThatNobodyEverHad() {
        ObjectSid list = store.create(LIST);

        assertThat(store.refusal(s -> s.log().follow(by("bob"), list, "gateway", 1L << 47, true)))
                .isEqualTo(ErrorCode.CURSOR_TOO_OLD);
    }

    @Test
    void anItemIsReadUnderAnIdThatIsAboveThoseOfItsLostChanges() {
        ObjectSid map = store.create(MAP);
        store.set(map, "k", "1");
        redis.loseFromHere();
        long lost = store.set(map, "k", "2").lastEventId();

        restart();

        ItemState one = store.get(s ->
                s.items().read(by("bob"), MAP, map, ItemKey.encode(MAP, "k").orElseThrow()));
        ItemState ofPage = store.get(
                        s -> s.items().readPage(by("bob"), MAP, map, new PageBounds(null, true, false, 10)))
                .items()
                .get(0);
        for (ItemState item : List.of(one, ofPage)) {
            assertThat(item.data()).isEqualTo(Json.of("1"));
            assertThat(item.lastEventId()).isGreaterThan(lost);
        }
        assertThat(store.set(map, "k", "3").lastEventId()).isGreaterThan(one.lastEventId());
    }

    @Test
    void afterManyRestartsTheLatestPositionsAreStillGoodAndNoLostOneIs() {
        ObjectSid list = store.create(LIST);
        store.push(list, "0");
        long before = 0;
        for (int restarts = 0; restarts < 20; restarts++) {
            // Each is another history; to wait for twenty servers would tell no more.
            redis.command("HSET {p%02d}:epoch base %d"
                    .formatted(Integer.parseInt(list.value(), 2, 4, 16) % 64, 1_000_000L * (restarts + 1)));
            before = store.push(list, "1").lastEventId();
        }
        long last = store.push(list, "2").lastEventId();

        assertThat(store.follow(list, "gateway", before).changes()).hasSize(1);
        assertThat(refusal(list, last - 1_000)).isEqualTo(ErrorCode.CURSOR_TOO_OLD);
        assertThat(refusal(list, 500_000)).isEqualTo(ErrorCode.CURSOR_TOO_OLD);
        assertThat(refusal(list, 1)).isEqualTo(ErrorCode.CURSOR_TOO_OLD);
    }

    @Test
    void aPositionThatNobodyEverHadIsRefused() {
        ObjectSid document = store.create(DOCUMENT);
        store.update(document, "1");

        assertThat(refusal(document, 1L << 47)).isEqualTo(ErrorCode.CURSOR_TOO_OLD);
    }

    private Changes lenient(ObjectSid object, long after) {
        return store.get(s -> s.log().follow(by("bob"), object, "gateway", after, true));
    }

    private ErrorCode refusal(ObjectSid object, long after) {
        return store.refusal(s -> s.log().follow(by("bob"), object, "gateway", after, false));
    }

    private void restart() {
        redis.kill();
        redis.restart();
        store.awaitUp();
    }
}
