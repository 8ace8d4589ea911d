package dev.chorus.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OwnChangesTest {
    private final OwnChanges own = new OwnChanges();

    @Test
    void whatWaitsForRequestsUpToOneDoesNotWaitForLaterOnes() {
        long first = own.begin();
        long second = own.begin();
        long upTo = own.lastUnanswered();
        own.begin();

        own.answered(first);
        assertThat(own.isUnansweredUpTo(upTo)).isTrue();
        own.answered(second);

        assertThat(own.isUnansweredUpTo(upTo)).isFalse();
        assertThat(own.lastUnanswered()).isEqualTo(3);
    }

    @Test
    void withoutRequestsNothingIsWaitedFor() {
        assertThat(own.lastUnanswered()).isZero();
        assertThat(own.isUnansweredUpTo(own.lastUnanswered())).isFalse();
    }
}
