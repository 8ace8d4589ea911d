package dev.chorus.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is served when many want something at once: two pieces at a time, three of one turn, ten may wait. */
class TurnsTest {
    private final Turns<String> turns = new Turns<>(2, 3, 10);
    private final List<String> begun = new ArrayList<>();
    private final List<Promise<String>> underWay = new ArrayList<>();

    @Test
    void noMoreIsBegunThanMayBeUnderWay() {
        want("alice", 4);
        assertThat(begun).containsExactly("alice 1", "alice 2");

        underWay.get(0).complete("done");

        assertThat(begun).containsExactly("alice 1", "alice 2", "alice 3");
        assertThat(turns.size()).isEqualTo(1);
    }

    @Test
    void whoWantsLittleIsDoneBeforeWhoComesLaterBegins() {
        want("busy", 2);
        want("alice", 3);
        want("bob", 3);

        endAll();

        assertThat(begun.subList(2, 8)).containsExactly("alice 1", "alice 2", "alice 3", "bob 1", "bob 2", "bob 3");
    }

    @Test
    void whoWantsMuchLetsOthersInBetween() {
        want("busy", 2);
        want("greedy", 8);
        want("bob", 1);

        endAll();

        assertThat(begun.subList(2, 7)).containsExactly("greedy 1", "greedy 2", "greedy 3", "bob 1", "greedy 4");
        assertThat(begun).hasSize(11).endsWith("greedy 8");
    }

    @Test
    void whatEndsAtOnceLetsTheNextBegin() {
        for (int i = 1; i <= 3; i++) {
            assertThat(turns.take("alice", () -> Future.succeededFuture("done")).result())
                    .isEqualTo("done");
        }

        assertThat(turns.size()).isZero();
    }

    @Test
    void eachEndsAsItsWorkEnds() {
        Future<String> failing = want("alice", 1);

        underWay.get(0).fail(new RequestFailedException(ErrorCode.ACCESS_FORBIDDEN));

        assertThat(failing.cause())
                .isInstanceOfSatisfying(
                        RequestFailedException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.ACCESS_FORBIDDEN));
    }

    @Test
    void whoFindsTooManyWaitingIsRefused() {
        want("greedy", 12);

        assertThat(want("bob", 1).cause())
                .isInstanceOfSatisfying(
                        RequestFailedException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        assertThat(turns.size()).isEqualTo(10);
    }

    /** The last of so many pieces. */
    private Future<String> want(String whose, int pieces) {
        Future<String> last = Future.failedFuture("nothing was wanted");
        for (int i = 1; i <= pieces; i++) {
            String name = whose + " " + i;
            last = turns.take(whose, () -> {
                begun.add(name);
                Promise<String> piece = Promise.promise();
                underWay.add(piece);
                return piece.future();
            });
        }
        return last;
    }

    private void endAll() {
        for (int i = 0; i < underWay.size(); i++) {
            underWay.get(i).complete("done");
        }
    }
}
