package dev.chorus.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who comes in when, on an event loop that has other things to do. */
@ExtendWith(VertxExtension.class)
class DoorwayTest {
    private final List<Integer> inside = new ArrayList<>();
    private Context loop;
    private Doorway doorway;

    @BeforeEach
    void begin(Vertx vertx) {
        loop = vertx.getOrCreateContext();
        doorway = new Doorway(vertx);
    }

    @Test
    void whoComesAloneIsInAtOnce() throws Exception {
        assertThat(onLoop(() -> enter(1))).containsExactly(0);
    }

    @Test
    void ofManyAFewComeInAtOnceAndOthersWait() throws Exception {
        assertThat(onLoop(() -> enter(1_000))).hasSize(16);
    }

    @Test
    void allComeInInTheOrderInWhichTheyCame() throws Exception {
        onLoop(() -> enter(1_000));
        CompletableFuture<List<Integer>> last = new CompletableFuture<>();
        loop.runOnContext(turn -> doorway.enter(() -> last.complete(inside)));

        assertThat(last.get(20, TimeUnit.SECONDS))
                .isEqualTo(IntStream.range(0, 1_000).boxed().toList());
        assertThat(onLoop(doorway::size)).isZero();
    }

    @Test
    void thereIsRoomAgainALittleLater(Vertx vertx) throws Exception {
        onLoop(() -> enter(16));
        vertx.timer(100, TimeUnit.MILLISECONDS)
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);

        assertThat(onLoop(() -> enter(16))).hasSize(32);
    }

    /** So many come at once. */
    private List<Integer> enter(int count) {
        for (int i = 0; i < count; i++) {
            int number = i;
            doorway.enter(() -> inside.add(number));
        }
        return List.copyOf(inside);
    }

    private <T> T onLoop(Supplier<T> question) throws Exception {
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.runOnContext(turn -> answer.complete(question.get()));
        return answer.get(20, TimeUnit.SECONDS);
    }
}
