package dev.chorus.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.change.Change;
import dev.chorus.contract.change.ChangeKind;
import dev.chorus.contract.value.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChangeSequenceTest {
    private final List<Long> passed = new ArrayList<>();
    private final ChangeSequence sequence = new ChangeSequence(change -> passed.add(change.eventId()));

    @Test
    void theNextChangeIsPassedOn() {
        sequence.reached(4);

        offer(5, 6, 7);

        assertThat(passed).containsExactly(5L, 6L, 7L);
        assertThat(sequence.lastEventId()).isEqualTo(7);
        assertThat(sequence.hasGap()).isFalse();
    }

    @Test
    void aLowerChangeIsARepetitionAndDropped() {
        sequence.reached(4);

        offer(5, 5, 4, 1, 6, 5);

        assertThat(passed).containsExactly(5L, 6L);
        assertThat(sequence.hasGap()).isFalse();
    }

    @Test
    void aHigherChangeIsHeldUntilTheGapBeforeItCloses() {
        sequence.reached(4);

        offer(7, 6);
        assertThat(passed).isEmpty();
        assertThat(sequence.hasGap()).isTrue();

        offer(5);
        assertThat(passed).containsExactly(5L, 6L, 7L);
        assertThat(sequence.hasGap()).isFalse();
    }

    @Test
    void beforeItsPositionIsKnownEverythingIsHeld() {
        offer(9, 8, 7);
        assertThat(passed).isEmpty();
        assertThat(sequence.isPositioned()).isFalse();
        assertThat(sequence.hasGap()).isFalse();

        sequence.reached(7);
        assertThat(passed).containsExactly(8L, 9L);
    }

    @Test
    void aPositionBehindWhatIsHeldLeavesAGap() {
        offer(9);

        sequence.reached(7);

        assertThat(passed).isEmpty();
        assertThat(sequence.hasGap()).isTrue();
    }

    @Test
    void theLogHealsAGapAndWhatWasHeldFollows() {
        sequence.reached(0);
        offer(3);

        heal(1, 2);
        sequence.reached(2);

        assertThat(passed).containsExactly(1L, 2L, 3L);
        assertThat(sequence.hasGap()).isFalse();
    }

    @Test
    void whatCameWhileTheLogWasReadIsNotToldTwice() {
        sequence.reached(0);
        offer(3);
        offer(1, 2);

        heal(1, 2, 3, 4);
        sequence.reached(4);

        assertThat(passed).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void aDifferenceOfStatesJumpsOverWhatItComprises() {
        sequence.reached(10);
        offer(45, 51);

        heal(30, 45);
        sequence.reached(50);

        assertThat(passed).containsExactly(30L, 45L, 51L);
        assertThat(sequence.lastEventId()).isEqualTo(51);
    }

    @Test
    void aReachedPositionMovesOnWithoutAnyChange() {
        sequence.reached(10);
        offer(12);

        sequence.reached(20);

        assertThat(passed).isEmpty();
        assertThat(sequence.lastEventId()).isEqualTo(20);
        assertThat(sequence.hasGap()).isFalse();

        sequence.reached(15);
        assertThat(sequence.lastEventId()).isEqualTo(20);
    }

    @Test
    void changesThatAreOnlyKnownToExistAreAGap() {
        sequence.reached(3);

        sequence.known(4);

        assertThat(sequence.hasGap()).isTrue();
        offer(4);
        assertThat(sequence.hasGap()).isFalse();
    }

    @Test
    void whatIsHeldIsBoundedAndWhatIsDroppedStaysAGap() {
        sequence.reached(0);
        for (long id = 2; id <= ChangeSequence.HELD_LIMIT + 100L; id++) {
            offer(id);
        }

        offer(1);

        assertThat(passed).hasSize(ChangeSequence.HELD_LIMIT + 1);
        assertThat(sequence.hasGap()).isTrue();
    }

    @Test
    void inWhateverOrderChangesComeEachIsPassedOnceAndInOrder() {
        long seed = Long.getLong("chorus.fuzz.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int run = 0; run < 500; run++) {
            passed.clear();
            ChangeSequence shuffled = new ChangeSequence(change -> passed.add(change.eventId()));
            List<Long> ids =
                    new ArrayList<>(LongStream.rangeClosed(1, 40).boxed().toList());
            ids.addAll(LongStream.generate(() -> 1 + random.nextInt(40))
                    .limit(20)
                    .boxed()
                    .toList());
            Collections.shuffle(ids, random);
            int positionAt = random.nextInt(ids.size());
            long start = random.nextInt(5);

            for (int i = 0; i < ids.size(); i++) {
                if (i == positionAt) {
                    shuffled.reached(start);
                }
                shuffled.offer(change(ids.get(i)));
            }

            assertThat(passed)
                    .as("seed %d, run %d", seed, run)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(start + 1, 40).boxed().toList());
        }
    }

    private void offer(long... ids) {
        for (long id : ids) {
            sequence.offer(change(id));
        }
    }

    private void heal(long... ids) {
        for (long id : ids) {
            sequence.heal(change(id));
        }
    }

    private static Change change(long id) {
        return new Change(ChangeKind.ITEM_UPDATED, id, 0, 0, 0, 0, 0, "k", "", "", Json.emptyObject());
    }
}
