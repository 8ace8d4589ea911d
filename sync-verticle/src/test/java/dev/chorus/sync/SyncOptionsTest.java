package dev.chorus.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chorus.store.Retention;
import dev.chorus.store.StoreOptions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SyncOptionsTest {
    private final SyncOptions defaults = SyncOptions.defaults(
            StoreOptions.standalone("redis://localhost:6379"), "node-1", new SimpleMeterRegistry());

    @Test
    void theDefaultsAreThoseOfTheHostedPlatform() {
        assertThat(defaults.itemBytes()).isEqualTo(SyncOptions.DEFAULT_ITEM_BYTES);
        assertThat(defaults.messageBytes()).isEqualTo(SyncOptions.DEFAULT_MESSAGE_BYTES);
        assertThat(defaults.retention()).isEqualTo(Retention.DEFAULT);
    }

    @Test
    void wrongValuesAreNamed() {
        assertThatThrownBy(() -> defaults.withSizes(1, 1)).hasMessage("itemBytes: 1 (expected: at least 2)");
        assertThatThrownBy(() -> new Retention(
                        0, Duration.ofHours(1), 1, Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1)))
                .hasMessage("logLength: 0 (expected: at least 1)");
    }
}
