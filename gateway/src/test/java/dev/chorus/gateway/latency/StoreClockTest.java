package dev.chorus.gateway.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StoreClockTest {
    private static final long EPOCH_MILLIS = 1_700_000_000_000L;

    private final StoreClock clock = new StoreClock();

    @Test
    void nothingIsKnownBeforeAnAnswer() {
        assertThat(clock.isKnown()).isFalse();
        assertThat(clock.skewSeconds()).isZero();
        assertThat(clock.uncertaintySeconds()).isZero();
    }

    @Test
    void theAnswerIsTakenToBeFromTheMiddleOfTheWay() {
        clock.heard(millis(100), millis(110), EPOCH_MILLIS);

        assertThat(clock.epochNanos(millis(105))).isEqualTo(millis(EPOCH_MILLIS) + millis(1) / 2);
        assertThat(clock.uncertaintySeconds()).isCloseTo(0.0055, within(1e-9));
    }

    @Test
    void ofTheLatestAnswersTheOneWithTheShortestWayCounts() {
        clock.heard(millis(0), millis(100), EPOCH_MILLIS + 90);
        clock.heard(millis(1_000), millis(1_002), EPOCH_MILLIS + 1_001);
        clock.heard(millis(2_000), millis(2_400), EPOCH_MILLIS + 2_001);

        assertThat(clock.epochNanos(millis(3_000))).isEqualTo(millis(EPOCH_MILLIS + 3_000) + millis(1) / 2);
    }

    @Test
    void anAnswerOfLongAgoDoesNotCountAnyMore() {
        clock.heard(millis(0), millis(1), EPOCH_MILLIS);

        for (int i = 1; i <= 8; i++) {
            clock.heard(millis(1_000 * i), millis(1_000 * i + 10), EPOCH_MILLIS + 1_000L * i + 505);
        }

        assertThat(clock.epochNanos(millis(10_000))).isEqualTo(millis(EPOCH_MILLIS + 10_500) + millis(1) / 2);
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
