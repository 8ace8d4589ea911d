package dev.chorus.service.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WebhookTargetTest {
    private final WebhookTarget target = new WebhookTarget();

    @Test
    void oneThatAnswersIsAskedManyThingsAtOnceAndNotMore() {
        for (int i = 0; i < 16; i++) {
            assertThat(target.isOpen(0)).isTrue();
            target.began();
        }

        assertThat(target.isOpen(0)).isFalse();
        target.answered();
        assertThat(target.isOpen(0)).isTrue();
    }

    @Test
    void oneThatFailsIsLeftAloneForLongerEachTimeAndAskedOneThingAfterThat() {
        long now = 0;
        for (long pauseMillis : new long[] {500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000}) {
            target.began();
            target.failed(now);
            assertThat(target.isOpen(now + Duration.ofMillis(pauseMillis - 1).toNanos()))
                    .isFalse();
            now += Duration.ofMillis(pauseMillis).toNanos();
            assertThat(target.isOpen(now)).isTrue();
        }
        target.began();
        assertThat(target.isOpen(now)).isFalse();
        target.answered();
        assertThat(target.isIdle(now)).isTrue();
    }

    @Test
    void oneThatFailsIsRememberedForAWhileAndNotForEver() {
        target.began();
        target.failed(0);

        assertThat(target.isIdle(Duration.ofMinutes(9).toNanos())).isFalse();
        assertThat(target.isIdle(Duration.ofMinutes(11).toNanos())).isTrue();
    }
}
