package dev.chorus.contract.channel;

import static dev.chorus.contract.channel.ChatObjects.named;
import static dev.chorus.contract.object.ObjectType.DOCUMENT;
import static dev.chorus.contract.object.ObjectType.LIST;
import static dev.chorus.contract.object.ObjectType.MAP;
import static dev.chorus.contract.object.ObjectType.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.user.UserSid;
import org.junit.jupiter.api.Test;

class ChatObjectsTest {
    private static final ChannelSid CHANNEL = new ChannelSid("CH0123456789abcdef0123456789abcdef");
    private static final String SERVICE = "ISfedcba9876543210fedcba9876543210";
    private static final UserSid USER = UserSid.of(SERVICE, "alice");

    @Test
    void aChannelsObjectsAreFoundByName() {
        assertThat(named(DOCUMENT, CHANNEL + ".channel")).contains(CHANNEL.document());
        assertThat(named(LIST, CHANNEL + ".messages")).contains(CHANNEL.messages());
        assertThat(named(MAP, CHANNEL + ".roster")).contains(CHANNEL.roster());
    }

    @Test
    void aUsersObjectsAreFoundByName() {
        assertThat(named(MAP, USER + ".info")).contains(USER.profile());
        assertThat(named(MAP, USER + ".channels")).contains(USER.channels());
    }

    @Test
    void aServicesPublicChannelsAreFoundByName() {
        assertThat(named(MAP, SERVICE + ".public")).contains(PublicChannels.of(SERVICE));
    }

    @Test
    void aNameMeansObjectsOfOneTypeOnly() {
        assertThat(named(MAP, CHANNEL + ".channel")).isEmpty();
        assertThat(named(STREAM, CHANNEL + ".messages")).isEmpty();
        assertThat(named(DOCUMENT, USER + ".info")).isEmpty();
    }

    @Test
    void anyOtherNameMeansNone() {
        assertThat(named(MAP, "lobby")).isEmpty();
        assertThat(named(MAP, CHANNEL.value())).isEmpty();
        assertThat(named(MAP, CHANNEL + ".info")).isEmpty();
        assertThat(named(MAP, "an identity that is quite long, really long.roster"))
                .isEmpty();
        assertThat(named(MAP, "not a service but as long as its sid.public")).isEmpty();
    }
}
