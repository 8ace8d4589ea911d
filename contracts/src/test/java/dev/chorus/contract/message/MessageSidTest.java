package dev.chorus.contract.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.channel.ChannelSid;
import org.junit.jupiter.api.Test;

class MessageSidTest {
    private static final ChannelSid CHANNEL = new ChannelSid("CH0123456789abcdef0123456789abcdef");
    private static final ChannelSid OTHER = new ChannelSid("CHfedcba9876543210fedcba9876543210");

    @Test
    void itTellsTheIndexInItsChannel() {
        assertThat(MessageSid.indexIn(CHANNEL, MessageSid.of(CHANNEL, 0).value()))
                .hasValue(0);
        assertThat(MessageSid.indexIn(
                        CHANNEL, MessageSid.of(CHANNEL, 123_456_789_012L).value()))
                .hasValue(123_456_789_012L);
    }

    @Test
    void itTellsNothingInAnotherChannel() {
        assertThat(MessageSid.indexIn(OTHER, MessageSid.of(CHANNEL, 7).value())).isEmpty();
    }

    @Test
    void aTextThatIsNoSidTellsNothing() {
        assertThat(MessageSid.indexIn(CHANNEL, "7")).isEmpty();
        assertThat(MessageSid.indexIn(CHANNEL, CHANNEL.value())).isEmpty();
    }
}
