package dev.chorus.store.connection;

import static dev.chorus.contract.object.ObjectType.LIST;
import static dev.chorus.store.server.TestStore.by;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.item.ItemState;
import dev.chorus.contract.item.PutMode;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.value.Json;
import dev.chorus.store.StoreOptions;
import dev.chorus.store.item.NewItem;
import dev.chorus.store.server.RedisServer;
import dev.chorus.store.server.TestStore;
import io.vertx.redis.client.RedisClientType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A primary and a replica that three Sentinels watch. */
class SentinelTest {
    private RedisServer primary;
    private RedisServer replica;
    private final List<RedisServer> sentinels = new ArrayList<>();

    @BeforeEach
    void begin() {
        primary = RedisServer.startStandalone();
        replica = primary.startReplica();
        for (int i = 0; i < 3; i++) {
            sentinels.add(primary.startSentinel(2));
        }
        for (RedisServer sentinel : sentinels) {
            sentinel.await("SENTINEL MASTER main", "num-other-sentinels\r\n$1\r\n2");
            sentinel.await("SENTINEL MASTER main", "num-slaves\r\n$1\r\n1");
        }
    }

    @AfterEach
    void end() {
        sentinels.forEach(RedisServer::close);
        replica.close();
        primary.close();
    }

    @Test
    void whatWasAcknowledgedOnceAReplicaHasItSurvivesTheLossOfThePrimary() {
        sentinels.get(0).kill();
        try (TestStore patient = TestStore.open(options());
                TestStore store = TestStore.open(options().withReplicas(1))) {
            ObjectSid list = store.create(LIST);
            List<CompletableFuture<ItemState>> pushed = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                pushed.add(push(store, list, i));
            }
            pushed.get(50).join();
            primary.kill();

            List<Long> acknowledged = new ArrayList<>();
            for (CompletableFuture<ItemState> push : pushed) {
                push.handle((item, failure) -> item != null && acknowledged.add(item.lastEventId()))
                        .join();
            }
            // Nobody follows the new primary, so whoever waits for replicas is not served.
            patient.awaitRecovery(list);

            assertThat(acknowledged).hasSizeGreaterThan(50);
            assertThat(patient.get(s -> s.log().read(list, 0, false)).changes().stream()
                            .map(change -> change.eventId())
                            .toList())
                    .containsAll(acknowledged);
        }
    }

    @Test
    void aPrimaryThatComesBackAsAReplicaIsLeft() {
        try (TestStore store = TestStore.open(options())) {
            ObjectSid list = store.create(LIST);
            replica.await("INFO replication", "master_link_status:up");

            sentinels.get(1).command("SENTINEL FAILOVER main");
            replica.await("INFO replication", "role:master");
            // A Sentinel does this too, some ten seconds later.
            primary.command("REPLICAOF 127.0.0.1 " + replica.port());
            store.awaitRecovery(list);

            long before = store.read(by("bob"), list).lastEventId();
            assertThat(store.push(list, "1").lastEventId()).isGreaterThan(before);
            assertThat(replica.command("INFO commandstats")).contains("cmdstat_eval");
        }
    }

    /** It is cut off from them, and not from those who write. */
    @Test
    void aPrimaryThatSentinelsNameNoLongerIsLeftAlthoughItStillTakesWrites() {
        try (TestStore store = TestStore.open(options())) {
            ObjectSid list = store.create(LIST);
            replica.await("INFO replication", "master_link_status:up");

            replica.command("REPLICAOF NO ONE");
            for (RedisServer sentinel : sentinels) {
                sentinel.command("SENTINEL REMOVE main");
                sentinel.command("SENTINEL MONITOR main 127.0.0.1 " + replica.port() + " 2");
            }
            // Whoever asks for it is the only client that is left.
            primary.await("INFO clients", "connected_clients:1\r\n");
            store.awaitRecovery(list);

            assertThat(primary.command("INFO replication")).contains("role:master");
            assertThat(store.push(list, "2").lastEventId())
                    .isEqualTo(store.read(by("bob"), list).lastEventId());
        }
    }

    @Test
    void aWriteThatNoReplicaHasIsNotAcknowledgedAndItsRepetitionIsOnceOneHasIt() {
        try (TestStore store = TestStore.open(options().withReplicas(2))) {
            NewItem item = new NewItem(null, PutMode.PUSH, Json.of("1"), null, null);

            assertThat(store.refusal(s -> s.objects().create(by("alice", "r1"), TestStore.named(LIST, "shopping"))))
                    .isEqualTo(ErrorCode.UNAVAILABLE);
            ObjectSid made = store.read(by("alice"), LIST, "shopping").sid();
            assertThat(store.refusal(s -> s.items().put(by("alice", "r2"), LIST, made, item)))
                    .isEqualTo(ErrorCode.UNAVAILABLE);
            try (RedisServer second = primary.startReplica()) {
                primary.await("INFO replication", "connected_slaves:2");
                assertThat(store.get(s -> s.items().put(by("alice", "r2"), LIST, made, item))
                                .reply()
                                .lastEventId())
                        .isEqualTo(1);
                assertThat(second.pid()).isPositive();
            }
            assertThat(store.read(by("alice"), made).lastEventId()).isEqualTo(1);
        }
    }

    private static CompletableFuture<ItemState> push(TestStore store, ObjectSid list, int value) {
        NewItem item = new NewItem(null, PutMode.PUSH, Json.of("" + value), null, null);
        return store.ask(s -> s.items().put(by("alice"), LIST, list, item).map(outcome -> outcome.reply()))
                .orTimeout(30, TimeUnit.SECONDS);
    }

    private StoreOptions options() {
        return StoreOptions.of(sentinels.stream().map(RedisServer::uri).toList(), RedisClientType.SENTINEL, "main");
    }
}
