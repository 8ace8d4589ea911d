package dev.chorus.gateway.dialect.first;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.value.Json;
import org.junit.jupiter.api.Test;

/** The sync service's objects have sids of the same digits; asked for as a channel's, they are none. */
class FirstEntitiesTest {
    private static final ChannelSid CHANNEL = new ChannelSid("CH00000000000000000000000000000001");
    private final FirstEntities entities = new FirstEntities("http://chorus");

    @Test
    void aDocumentThatDoesNotNameTheChannelIsNotTheChannel() {
        FirstObject asked = FirstObject.channel(CHANNEL);

        assertThat(entities.channel(asked, Json.of("{\"colour\":\"red\"}"))).isNull();
        assertThat(entities.channel(asked, Json.of("{\"sid\":\"CH00000000000000000000000000000002\"}")))
                .isNull();
        assertThat(entities.channel(asked, Json.of("{\"sid\":\"" + CHANNEL + "\"}")))
                .isNotNull();
    }

    @Test
    void anItemThatDescribesNoChannelIsNotSeenInAUsersChannels() {
        assertThat(entities.item(FirstObject.Kind.CHANNELS, Json.of("{\"colour\":\"red\"}")))
                .isNull();
    }
}
