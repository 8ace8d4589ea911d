package dev.chorus.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.gateway.latency.EventLatency;
import dev.chorus.gateway.latency.StoreClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerAdapter;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlushCycleTest {
    private final FlushCycle cycle = new FlushCycle(new EventLatency(new StoreClock(), new SimpleMeterRegistry()));
    private final SlowNetwork network = new SlowNetwork();
    private final EmbeddedChannel channel = new EmbeddedChannel(network, new ChannelHandlerAdapter() {});
    private final SocketWriter writer =
            new SocketWriter(channel.pipeline().lastContext(), cycle, Long.MAX_VALUE, () -> {});

    @BeforeEach
    void stopTheTime() {
        channel.freezeTime();
    }

    @AfterEach
    void closeTheChannel() {
        channel.finishAndReleaseAll();
    }

    @Test
    void whatIsWrittenInOneTurnIsFlushedOnceWhenTheTurnEnds() {
        write(3);
        assertThat(network.flushes).isZero();
        channel.runPendingTasks();

        assertThat(network.frames).isEqualTo(3);
        assertThat(network.flushes).isEqualTo(1);
    }

    @Test
    void afterSingleFramesNothingIsPutOff() {
        turn(1);

        turn(1);

        assertThat(network.flushes).isEqualTo(2);
    }

    @Test
    void afterSeveralFramesForASocketTheNextFlushGathersForAsLongAsThisOneTook() {
        network.flushNanos = TimeUnit.MILLISECONDS.toNanos(1);
        turn(2);

        write(1);
        channel.advanceTimeBy(999, TimeUnit.MICROSECONDS);
        turn(1);
        assertThat(network.flushes).isEqualTo(1);

        channel.advanceTimeBy(1, TimeUnit.MICROSECONDS);
        channel.runPendingTasks();
        assertThat(network.flushes).isEqualTo(2);
        assertThat(network.frames).isEqualTo(4);
    }

    @Test
    void aPauseIsBounded() {
        network.flushNanos = TimeUnit.SECONDS.toNanos(1);
        turn(2);

        write(1);
        channel.advanceTimeBy(FlushCycle.LONGEST_PAUSE_NANOS, TimeUnit.NANOSECONDS);
        channel.runPendingTasks();

        assertThat(network.flushes).isEqualTo(2);
    }

    @Test
    void aPauseThatIsOverWhenSomethingComesPutsNothingOff() {
        network.flushNanos = TimeUnit.MILLISECONDS.toNanos(1);
        turn(2);

        channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        turn(1);

        assertThat(network.flushes).isEqualTo(2);
    }

    @Test
    void aPauseThatGatheredNothingIsTheLast() {
        network.flushNanos = TimeUnit.MILLISECONDS.toNanos(1);
        turn(2);
        write(1);
        channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        channel.runPendingTasks();

        turn(1);

        assertThat(network.flushes).isEqualTo(3);
    }

    private void turn(int frames) {
        write(frames);
        channel.runPendingTasks();
    }

    private void write(int frames) {
        for (int i = 0; i < frames; i++) {
            writer.write(Unpooled.EMPTY_BUFFER);
        }
    }

    /** Where frames end, and time passes while they are being flushed. */
    private static final class SlowNetwork extends ChannelOutboundHandlerAdapter {
        long flushNanos;
        int frames;
        int flushes;

        @Override
        public void write(ChannelHandlerContext context, Object frame, ChannelPromise written) {
            frames++;
        }

        @Override
        public void flush(ChannelHandlerContext context) {
            flushes++;
            ((EmbeddedChannel) context.channel()).advanceTimeBy(flushNanos, TimeUnit.NANOSECONDS);
        }
    }
}
