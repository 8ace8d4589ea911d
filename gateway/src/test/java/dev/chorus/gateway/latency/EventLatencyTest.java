package dev.chorus.gateway.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventLatencyTest {
    private static final long STORE_MILLIS = 1_700_000_000_000L;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final StoreClock clock = new StoreClock();
    private final EventLatency latency = new EventLatency(clock, meters);

    @Test
    void aChangeIsMeasuredFromItsCommitOnceItsFramesHaveLeft() {
        long nowNanos = System.nanoTime();
        clock.heard(nowNanos, nowNanos, STORE_MILLIS);
        latency.arrived();
        latency.awaitFlush();
        latency.told(STORE_MILLIS - 300);
        assertThat(fromCommit().count()).isZero();

        latency.flushed();

        assertThat(fromCommit().count()).isOne();
        assertThat(fromCommit().max(TimeUnit.MILLISECONDS)).isBetween(300.0, 60_000.0);
        assertThat(fromArrival().count()).isOne();
        assertThat(fromArrival().max(TimeUnit.MILLISECONDS)).isLessThan(60_000);
    }

    @Test
    void aChangeThatNobodyWasSentAFrameOfIsNotMeasured() {
        latency.arrived();
        latency.told(STORE_MILLIS);
        latency.flushed();

        assertThat(fromArrival().count()).isZero();
    }

    @Test
    void whileTheStoresTimeIsNotKnownOnlyTheWayWithinTheProcessIsMeasured() {
        latency.arrived();
        latency.awaitFlush();
        latency.told(STORE_MILLIS);
        latency.flushed();

        assertThat(fromArrival().count()).isOne();
        assertThat(fromCommit().count()).isZero();
    }

    @Test
    void allChangesBetweenTwoFlushesAreMeasuredHoweverManyTheyAre() {
        latency.awaitFlush();
        for (int i = 0; i < 1_000; i++) {
            latency.arrived();
            latency.told(STORE_MILLIS);
        }

        latency.flushed();
        latency.flushed();

        assertThat(fromArrival().count()).isEqualTo(1_000);
    }

    private Timer fromCommit() {
        return meters.get("gateway.event.latency").timer();
    }

    private Timer fromArrival() {
        return meters.get("gateway.fanout.duration").timer();
    }
}
