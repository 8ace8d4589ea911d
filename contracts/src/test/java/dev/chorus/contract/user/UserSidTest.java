package dev.chorus.contract.user;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UserSidTest {
    private static final String SERVICE = "ISfedcba9876543210fedcba9876543210";

    @Test
    void itFollowsFromServiceAndIdentity() {
        UserSid alice = UserSid.of(SERVICE, "alice");

        assertThat(alice).isEqualTo(UserSid.of(SERVICE, "alice"));
        assertThat(alice).isNotEqualTo(UserSid.of(SERVICE, "bob"));
        assertThat(alice).isNotEqualTo(UserSid.of("IS0123456789abcdef0123456789abcdef", "alice"));
    }

    @Test
    void theTwoMapsDifferAndLieInOnePartition() {
        UserSid alice = UserSid.of(SERVICE, "alice");

        assertThat(alice.profile()).isNotEqualTo(alice.channels());
        assertThat(alice.channels().value().substring(0, 4))
                .isEqualTo(alice.profile().value().substring(0, 4));
    }
}
