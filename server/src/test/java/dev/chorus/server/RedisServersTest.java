package dev.chorus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chorus.store.StoreOptions;
import io.vertx.redis.client.RedisClientType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisServersTest {
    @Test
    void theMembersOfAClusterAreAList() {
        StoreOptions store = RedisServers.parse("redis://a:6379, redis://b:6379", RedisClientType.CLUSTER, null)
                .toStoreOptions();

        assertThat(store.uris()).containsExactly("redis://a:6379", "redis://b:6379");
        assertThat(store.type()).isEqualTo(RedisClientType.CLUSTER);
    }

    @Test
    void sentinelsNameTheirMaster() {
        StoreOptions store = RedisServers.parse("redis://a:26379", RedisClientType.SENTINEL, "main")
                .toStoreOptions();

        assertThat(store.masterName()).isEqualTo("main");
    }

    @Test
    void sentinelsWithoutAMasterAreRefused() {
        assertThatThrownBy(() -> RedisServers.parse("redis://a:26379", RedisClientType.SENTINEL, null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("redis-master: missing");
    }

    @Test
    void aMasterWithoutSentinelsIsRefused() {
        assertThatThrownBy(() -> RedisServers.parse("redis://a:6379", RedisClientType.CLUSTER, "main"))
                .hasMessageStartingWith("redis-master: given without Sentinels");
    }

    @Test
    void severalServersThatAreNeitherSentinelsNorAClusterAreRefused() {
        assertThatThrownBy(() -> RedisServers.parse("redis://a:6379,redis://b:6379", RedisClientType.STANDALONE, null))
                .hasMessageStartingWith("redis: 2 servers");
    }

    @Test
    void aUriIsNotRepeatedInTheMessageSinceItMayHoldAPassword() {
        assertThatThrownBy(() -> RedisServers.parse("s3cret@host", RedisClientType.STANDALONE, null))
                .hasMessageStartingWith("redis:")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void itsTextKeepsThePasswordToItself() {
        assertThat(RedisServers.standalone("redis://:s3cret@host:6379").toString())
                .doesNotContain("s3cret");
    }

    @Test
    void secretsComeFromTheEnvironmentAndAreNotShown() {
        RedisServers servers = RedisServers.standalone("redis://host:6379")
                .withAccess(
                        Map.of(
                                "CHORUS_REDIS_USER", "chorus",
                                "CHORUS_REDIS_PASSWORD", "s3cret",
                                "CHORUS_REDIS_SENTINEL_PASSWORD", "s3cond"),
                        null);

        assertThat(servers.access().user()).isEqualTo("chorus");
        assertThat(servers.access().password()).isEqualTo("s3cret");
        assertThat(servers.access().sentinelPassword()).isEqualTo("s3cond");
        assertThat(servers + " " + servers.access() + " " + servers.toStoreOptions())
                .doesNotContain("s3c");
    }

    @Test
    void aUserWithoutAPasswordIsRefused() {
        assertThatThrownBy(() -> RedisServers.standalone("redis://host:6379")
                        .withAccess(Map.of("CHORUS_REDIS_USER", "chorus"), null))
                .hasMessageStartingWith("CHORUS_REDIS_USER: without CHORUS_REDIS_PASSWORD");
    }

    @Test
    void authoritiesAreForTlsAndMustBeThere(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("ca.pem"));

        assertThatThrownBy(() -> RedisServers.standalone("redis://host:6379").withAccess(Map.of(), file))
                .hasMessageStartingWith("redis-ca: given without TLS");
        assertThatThrownBy(() ->
                        RedisServers.standalone("rediss://host:6379").withAccess(Map.of(), folder.resolve("none.pem")))
                .hasMessageContaining("cannot be read");
    }
}
