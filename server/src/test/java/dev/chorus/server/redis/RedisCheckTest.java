package dev.chorus.server.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chorus.server.ConfigurationException;
import dev.chorus.server.Durability;
import dev.chorus.store.connection.RedisSettings;
import org.junit.jupiter.api.Test;

class RedisCheckTest {
    @Test
    void aServerThatEvictsIsRefused() {
        RedisSettings evicting = new RedisSettings("7.0.15", 1 << 20, "allkeys-lru", true, "everysec");

        assertThatThrownBy(() -> RedisCheck.weaknesses(evicting, Durability.EVERYSEC))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("allkeys-lru");
    }

    @Test
    void aServerThatDoesLessThanAskedIsTold() {
        RedisSettings weak = new RedisSettings("7.0.15", 0, "volatile-lru", false, "everysec");

        assertThat(RedisCheck.weaknesses(weak, Durability.FSYNC)).hasSize(3);
        assertThat(RedisCheck.weaknesses(weak, Durability.MEMORY)).hasSize(1);
    }

    @Test
    void aServerThatDoesWhatIsAskedIsNotMentioned() {
        RedisSettings good = new RedisSettings("7.0.15", 1 << 20, "noeviction", true, "always");

        assertThat(RedisCheck.weaknesses(good, Durability.FSYNC)).isEmpty();
    }
}
