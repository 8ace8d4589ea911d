package dev.chorus.store.connection;

import static dev.chorus.contract.object.ObjectType.DOCUMENT;
import static dev.chorus.contract.object.ObjectType.MAP;
import static dev.chorus.store.server.TestStore.by;
import static dev.chorus.store.server.TestStore.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.item.PutMode;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.value.Json;
import dev.chorus.store.server.RedisServer;
import dev.chorus.store.server.RedisServerExtension;
import dev.chorus.store.server.TestStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Redis that takes no writes, for whatever reason of its own. */
@ExtendWith(RedisServerExtension.class)
class FullRedisTest {
    private final RedisServer redis;
    private final TestStore store;

    FullRedisTest(RedisServer redis, TestStore store) {
        this.redis = redis;
        this.store = store;
    }

    @AfterEach
    void end() {
        redis.command("CONFIG SET maxmemory 0");
        redis.command("CONFIG SET min-replicas-to-write 0");
    }

    @ParameterizedTest
    @CsvSource({"maxmemory, 1", "min-replicas-to-write, 1"})
    void aWriteIsRefusedAsAWholeAndReadsGoOnAndItIsBackByItself(String setting, int value) {
        ObjectSid map = store.create(MAP);
        store.set(map, "k", "1");
        ObjectSid document = store.create(DOCUMENT);
        store.update(document, "1");

        redis.command("CONFIG SET " + setting + " " + value);
        assertThat(store.refusal(s -> s.items().put(by("bob"), MAP, map, item("k", PutMode.SET, "2", null, null))))
                .isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(store.refusal(s -> s.objects().update(by("bob"), DOCUMENT, document, Json.of("2"), null, null)))
                .isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(store.read(by("bob"), document).data()).isEqualTo(Json.of("1"));
        assertThat(store.read(by("bob"), document).lastEventId()).isEqualTo(1);
        redis.command("CONFIG SET " + setting + " 0");

        assertThat(store.set(map, "k", "3").lastEventId()).isEqualTo(2);
    }

    @Test
    void whatMakesRoomIsTakenByAFullServer() {
        ObjectSid map = store.create(MAP);
        store.set(map, "k", "1");

        redis.command("CONFIG SET maxmemory 1");

        assertThat(store.remove(map, "k").lastEventId()).isEqualTo(2);
        assertThat(store.follow(map, "gateway", 0L).changes()).hasSize(2);
    }
}
