package dev.chorus.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.redis.client.RedisClientType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoreOptionsTest {
    @Test
    void oneServerNeedsNothingMore() {
        StoreOptions options = StoreOptions.standalone("redis://localhost:6379");

        assertThat(options.type()).isEqualTo(RedisClientType.STANDALONE);
        assertThat(options.connections()).isEqualTo(StoreOptions.DEFAULT_CONNECTIONS);
        assertThat(options.inFlight()).isEqualTo(StoreOptions.DEFAULT_IN_FLIGHT);
        assertThat(options.silence()).isEqualTo(StoreOptions.DEFAULT_SILENCE);
    }

    @Test
    void aPasswordIsNotShown() {
        assertThat(StoreOptions.standalone("redis://:hunter2@localhost:6379").toString())
                .doesNotContain("hunter2");
    }

    @Test
    void wrongValuesAreNamed() {
        assertThatThrownBy(() -> StoreOptions.of(List.of(), RedisClientType.CLUSTER, null))
                .hasMessage("uris: none (expected: at least one)");
        StoreOptions options = StoreOptions.standalone("redis://a");
        assertThatThrownBy(() -> options.withLimits(0, 1, Duration.ofSeconds(1)))
                .hasMessage("connections: 0 (expected: 1..64)");
        assertThatThrownBy(() -> options.withLimits(1, 0, Duration.ofSeconds(1)))
                .hasMessage("inFlight: 0 (expected: at least 1)");
        assertThatThrownBy(() -> options.withLimits(1, 1, Duration.ZERO)).hasMessageStartingWith("silence: PT0S");
        assertThatThrownBy(() -> options.withReplicas(-1)).hasMessage("replicas: -1 (expected: 0..64)");
        assertThatThrownBy(() -> new RedisAccess("chorus", null, null, null))
                .hasMessageStartingWith("user: given without a password");
    }

    @Test
    void secretsAreNotShown() {
        RedisAccess access = new RedisAccess("chorus", "hunter2", "hunter3", null);

        assertThat(access + " " + StoreOptions.standalone("redis://a").withAccess(access))
                .doesNotContain("hunter");
    }
}
