package dev.chorus.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.change.Delivery;
import dev.chorus.contract.change.LinkBeat;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.gateway.stage.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeliveryLinksTest {
    private final ManualClock clock = new ManualClock();
    private int suspicions;
    private final DeliveryLinks links = new DeliveryLinks(clock, () -> suspicions++);

    @Test
    void deliveriesInOrderRaiseNoSuspicion() {
        deliver("a", 1);
        deliver("b", 1);
        deliver("a", 2);
        beat("a", 2);
        beat("b", 1);
        beat("c", 0);
        pass(Duration.ofSeconds(1));

        assertThat(suspicions).isZero();
    }

    @Test
    void aNumberThatIsMissingRaisesOne() {
        deliver("a", 1);
        deliver("a", 3);

        assertThat(suspicions).isEqualTo(1);

        deliver("a", 4);
        assertThat(suspicions).isEqualTo(1);
    }

    @Test
    void theFirstOneThatIsMissingRaisesOne() {
        deliver("a", 2);

        assertThat(suspicions).isEqualTo(1);
    }

    @Test
    void aRepetitionRaisesNone() {
        deliver("a", 1);
        deliver("a", 2);
        deliver("a", 1);
        deliver("a", 2);
        deliver("a", 3);

        assertThat(suspicions).isZero();
    }

    @Test
    void aBeatThatCountsMoreThanArrivedRaisesOne() {
        deliver("a", 1);
        beat("a", 2);
        beat("a", 2);

        assertThat(suspicions).isEqualTo(1);
    }

    @Test
    void aLinkThatFallsSilentRaisesOneAndOnlyOne() {
        beat("a", 0);
        pass(Duration.ofSeconds(4));
        assertThat(suspicions).isZero();

        pass(Duration.ofSeconds(1));
        assertThat(suspicions).isEqualTo(1);

        pass(Duration.ofMinutes(1));
        assertThat(suspicions).isEqualTo(1);
    }

    @Test
    void severalThatFallSilentTogetherRaiseOne() {
        beat("a", 0);
        beat("b", 0);

        pass(Duration.ofSeconds(5));

        assertThat(suspicions).isEqualTo(1);
    }

    @Test
    void aLinkThatComesBackAfterSilenceTellsWhatWasLost() {
        deliver("a", 1);
        pass(Duration.ofSeconds(5));
        assertThat(suspicions).isEqualTo(1);

        beat("a", 2);
        assertThat(suspicions).isEqualTo(2);
    }

    @Test
    void aLinkThatSaidGoodbyeMayBeSilent() {
        deliver("a", 1);
        links.beat(new LinkBeat("a", 1, true));

        pass(Duration.ofMinutes(1));

        assertThat(suspicions).isZero();
    }

    @Test
    void aGoodbyeThatCountsMoreThanArrivedRaisesOne() {
        deliver("a", 1);
        links.beat(new LinkBeat("a", 2, true));

        assertThat(suspicions).isEqualTo(1);
    }

    private void pass(Duration time) {
        clock.advance(time);
        links.check();
    }

    private void deliver(String link, long sequence) {
        links.delivered(new Delivery(link, sequence, new ObjectSid("ET" + "0".repeat(32)), new byte[0]));
    }

    private void beat(String link, long sequence) {
        links.beat(new LinkBeat(link, sequence, false));
    }
}
