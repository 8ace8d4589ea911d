package dev.chorus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chorus.store.StoreOptions;
import io.vertx.redis.client.RedisClientType;
import org.junit.jupiter.api.Test;

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
}
