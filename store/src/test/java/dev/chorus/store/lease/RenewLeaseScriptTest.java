package dev.chorus.store.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chorus.store.server.RedisServerExtension;
import dev.chorus.store.server.TestStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServerExtension.class)
class RenewLeaseScriptTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final TestStore store;

    RenewLeaseScriptTest(TestStore store) {
        this.store = store;
    }

    @Test
    void aNodeIsAliveUntilItsLeaseEnds() throws InterruptedException {
        renew("lasting", LONG);

        assertThat(renew("brief", Duration.ofMillis(20))).contains("lasting", "brief");
        Thread.sleep(30);
        assertThat(alive()).contains("lasting").doesNotContain("brief");
    }

    @Test
    void aLeaseOfZeroEndsAtOnce() {
        renew("leaving", LONG);

        assertThat(renew("leaving", Duration.ZERO)).doesNotContain("leaving");
    }

    @Test
    void aRenewalTellsWhatTimeItIs() {
        long told = store.get(s -> s.gateways().renewAt("asking", LONG));

        assertThat(told).isCloseTo(System.currentTimeMillis(), within(60_000L));
        assertThat(alive()).contains("asking");
    }

    @Test
    void rolesAreApart() {
        renew("gateway", LONG);
        List<String> instances = store.get(s -> s.syncInstances().renew("instance", LONG));

        assertThat(instances).containsExactly("instance");
        assertThat(alive()).doesNotContain("instance");
    }

    private List<String> renew(String node, Duration lease) {
        return store.get(s -> s.gateways().renew(node, lease));
    }

    private List<String> alive() {
        return store.get(s -> s.gateways().alive());
    }
}
