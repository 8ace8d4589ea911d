package dev.chorus.contract.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class ChannelSidTest {
    private static final String DIGITS = "0123456789abcdef0123456789abcdef";

    @Test
    void itsObjectsHaveItsDigits() {
        ChannelSid channel = new ChannelSid("CH" + DIGITS);

        assertThat(channel.document()).hasToString("ET" + DIGITS);
        assertThat(channel.messages()).hasToString("ES" + DIGITS);
        assertThat(channel.roster()).hasToString("MP" + DIGITS);
    }

    @Test
    void theSidOfSomethingElseIsNone() {
        assertThat(ChannelSid.isSid("ET" + DIGITS)).isFalse();
        assertThat(ChannelSid.isSid("CH" + DIGITS.toUpperCase(Locale.ROOT))).isFalse();
        assertThatThrownBy(() -> new ChannelSid("lobby")).isInstanceOf(IllegalArgumentException.class);
    }
}
