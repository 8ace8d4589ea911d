package dev.chorus.client.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeedTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<Object> told = new ArrayList<>();
    private final List<Long> refreshed = new ArrayList<>();
    private final Feed feed = new Feed(
            vertx,
            new FollowedObject("ES1", "list"),
            5L,
            new FeedListener() {
                @Override
                public void changed(String eventType, JsonObject event) {
                    told.add(event.getLong("id"));
                }

                @Override
                public void gone() {
                    told.add("gone");
                }
            },
            missing -> refreshed.add(missing.lastEventId()));

    FeedTest() {
        feed.established(5L);
    }

    @AfterEach
    void close() {
        feed.close();
        vertx.close();
    }

    @Test
    void eventsAreToldOnceInTheirOrder() {
        for (long id : new long[] {6, 6, 7, 5, 7, 8}) {
            event(id, false);
        }

        assertThat(told).containsExactly(6L, 7L, 8L);
    }

    @Test
    void aMissingEventIsAskedForInsteadOfBeingPassedOver() {
        event(8, false);

        assertThat(told).isEmpty();
        assertThat(refreshed).containsExactly(5L);

        feed.restart();
        event(9, false);
        for (long id = 6; id <= 9; id++) {
            event(id, true);
        }
        feed.established(9L);

        assertThat(told).containsExactly(6L, 7L, 8L, 9L);
    }

    @Test
    void anOwnChangeWhoseEventHasNoContentIsToldInItsTurnAlthoughItsAnswerComesLater() {
        Runnable answered = feed.ask();
        event(6, false);
        feed.event("list_cursor", new JsonObject().put("id", 7L), false);
        event(8, false);
        assertThat(told).containsExactly(6L);
        feed.own(7, () -> told.add("own"));
        answered.run();

        assertThat(told).containsExactly(6L, "own", 8L);
    }

    @Test
    void anEventWithoutContentHoldsNothingBackOnceNoOwnChangeCanBeIt() {
        Runnable answered = feed.ask();
        feed.event("list_cursor", new JsonObject().put("id", 6L), false);
        event(7, false);
        answered.run();

        assertThat(told).containsExactly(7L);
    }

    @Test
    void whatWasHeldBackWhenTheConnectionWasLostIsToldByTheReplayOnce() {
        Runnable answered = feed.ask();
        feed.event("list_cursor", new JsonObject().put("id", 6L), false);
        event(7, false);
        feed.restart();
        feed.own(6, () -> told.add("own"));
        answered.run();
        assertThat(told).isEmpty();
        feed.event("list_cursor", new JsonObject().put("id", 6L), true);
        event(7, true);
        feed.established(7L);

        assertThat(told).containsExactly("own", 7L);
    }

    @Test
    void aThousandEventsWaitBehindAnEventWithoutContentAndWithOneMoreNoneDoes() {
        feed.ask();
        feed.event("list_cursor", new JsonObject().put("id", 6L), false);
        for (long id = 7; id <= 1_006; id++) {
            event(id, false);
        }
        assertThat(told).isEmpty();
        event(1_007, false);

        assertThat(told).hasSize(1_001).startsWith(7L).endsWith(1_007L);
    }

    @Test
    void aReplayMayLeaveOutWhatIsOutdated() {
        feed.restart();
        event(9, true);
        feed.established(12L);
        event(13, false);

        assertThat(told).containsExactly(9L, 13L);
        assertThat(refreshed).isEmpty();
    }

    @Test
    void anOwnChangeIsToldInItsTurnNotWhenItsAnswerComes() {
        Future<Void> done = feed.own(7, () -> told.add("own"));

        assertThat(done.isComplete()).isFalse();

        event(6, false);
        feed.event("list_cursor", new JsonObject().put("id", 7), false);
        event(8, false);

        assertThat(done.succeeded()).isTrue();
        assertThat(told).containsExactly(6L, "own", 8L);
    }

    @Test
    void ownChangesThatFillAHoleAreToldBeforeWhatComesBehindIt() {
        feed.own(6, () -> told.add("six"));
        feed.own(7, () -> told.add("seven"));
        event(8, false);

        assertThat(told).containsExactly("six", "seven", 8L);
        assertThat(refreshed).isEmpty();
    }

    @Test
    void anOwnChangeThatAReplayHasToldAlreadyIsNotToldAgain() {
        feed.restart();
        event(6, true);
        feed.established(6L);

        Future<Void> done = feed.own(6, () -> told.add("own"));

        assertThat(done.succeeded()).isTrue();
        assertThat(told).containsExactly(6L);
    }

    @Test
    void whatWaitsWhenAFeedEndsIsToldThen() {
        Future<Void> waiting = feed.own(9, () -> told.add("own"));

        feed.close();

        assertThat(waiting.succeeded()).isTrue();
        assertThat(told).containsExactly("own");
    }

    private void event(long id, boolean isReplay) {
        feed.event("list_item_added", new JsonObject().put("id", id), isReplay);
    }
}
