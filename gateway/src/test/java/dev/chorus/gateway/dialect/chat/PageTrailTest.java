package dev.chorus.gateway.dialect.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTrailTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "-", ".", "..", "-.-"})
    void aTokenThatNamesNothingIsTheFirstPage(String token) {
        assertThat(PageTrail.of(token).from()).isNull();
    }

    @Test
    void theFirstPageHasNonePrecedingItAndTheLastNoneBehind() {
        PageTrail first = PageTrail.of(null);

        assertThat(first.previous()).isNull();
        assertThat(first.next(null)).isNull();
    }

    @Test
    void onTheWayBackPagesBeginWhereTheyBegan() {
        PageTrail third =
                PageTrail.of(PageTrail.of(PageTrail.of(null).next("a")).next("b"));
        PageTrail second = PageTrail.of(third.previous());

        assertThat(third.from()).isEqualTo("b");
        assertThat(second.from()).isEqualTo("a");
        assertThat(PageTrail.of(second.previous()).from()).isNull();
    }

    @Test
    void aTokenStopsGrowingAndStillLeadsOn() {
        PageTrail trail = PageTrail.of(null);
        String last = "";
        for (int page = 1; page <= 1_000; page++) {
            last = "CH%032x".formatted(page);
            trail = PageTrail.of(trail.next(last));
        }

        assertThat(trail.from()).isEqualTo(last);
        assertThat(trail.next(last)).hasSizeLessThan(2_000);
        assertThat(PageTrail.of(trail.previous()).from()).isEqualTo("CH%032x".formatted(999));
    }
}
