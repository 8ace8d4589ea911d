package dev.chorus.store.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.store.connection.SentinelPoll.Named;
import dev.chorus.store.connection.SentinelPoll.Result;
import org.junit.jupiter.api.Test;

/** What three Sentinels say together. */
class SentinelPollTest {
    private static final HostAndPort OLD = HostAndPort.of("old", 6379);
    private static final HostAndPort NEW = HostAndPort.of("new", 6379);

    private final SentinelPoll poll = new SentinelPoll(3);

    @Test
    void aMajorityIsEnough() {
        poll.answered(new Named(NEW, 2));
        assertThat(poll.result().isComplete()).isFalse();
        poll.answered(new Named(NEW, 2));

        assertThat(poll.result().result()).isEqualTo(new Result(NEW, true));
    }

    @Test
    void theNewestCountsWhoeverAnswersFirst() {
        poll.answered(new Named(NEW, 2));
        poll.answered(new Named(OLD, 1));

        assertThat(poll.result().result()).isEqualTo(new Result(NEW, true));
    }

    @Test
    void nothingIsCertainWhereThoseWhoAreAsNewNameDifferentOnes() {
        poll.answered(new Named(OLD, 0));
        poll.answered(new Named(NEW, 0));

        assertThat(poll.result().result().ofMajority()).isFalse();
    }

    @Test
    void whatFewerSayIsTakenOnceNobodyElseWillAnswer() {
        poll.failed(new IllegalStateException("refused"));
        poll.answered(new Named(OLD, 1));
        assertThat(poll.result().isComplete()).isFalse();
        poll.failed(new IllegalStateException("silent"));

        assertThat(poll.result().result()).isEqualTo(new Result(OLD, false));
    }

    @Test
    void whereNobodyKnowsItFailsWithTheReason() {
        poll.failed(new IllegalStateException("refused"));
        poll.failed(new IllegalStateException("refused"));
        poll.failed(new IllegalStateException("unknown there"));

        assertThat(poll.result().cause())
                .isInstanceOf(RedisRefusedException.class)
                .hasMessageContaining("unknown there");
    }
}
