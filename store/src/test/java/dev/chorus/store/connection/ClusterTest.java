package dev.chorus.store.connection;

import static dev.chorus.contract.object.ObjectType.LIST;
import static dev.chorus.store.server.TestStore.by;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.item.PutMode;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.value.Json;
import dev.chorus.store.StoreOptions;
import dev.chorus.store.item.NewItem;
import dev.chorus.store.key.Partition;
import dev.chorus.store.server.RedisServer;
import dev.chorus.store.server.TestStore;
import io.vertx.redis.client.RedisClientType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three primaries; tests add the replicas that they are about. */
class ClusterTest {
    private static final int PRIMARIES = 3;

    private final List<RedisServer> servers = new ArrayList<>();

    @BeforeEach
    void begin() {
        for (int i = 0; i < PRIMARIES; i++) {
            RedisServer server = RedisServer.startMember();
            servers.add(server);
            server.command("CLUSTER ADDSLOTSRANGE " + first(i) + " " + (first(i + 1) - 1));
            meet(server);
        }
        for (RedisServer server : servers) {
            server.await("CLUSTER INFO", "cluster_slots_ok:16384");
            server.await("CLUSTER INFO", "cluster_state:ok");
        }
    }

    @AfterEach
    void end() {
        servers.forEach(RedisServer::close);
    }

    @Test
    void aPrimaryThatIsGoneTakesItsSlotsWithItUntilItsReplicaHasThemAndNoOthers() {
        RedisServer replica = RedisServer.startMember();
        servers.add(replica);
        meet(replica);
        replica.await("CLUSTER NODES", id(servers.get(0)));
        replica.command("CLUSTER REPLICATE " + id(servers.get(0)));
        replica.await("INFO replication", "master_link_status:up");
        servers.get(1).await("CLUSTER NODES", "slave " + id(servers.get(0)));
        // It asks the others to elect it, so it has to have heard of them.
        replica.await("CLUSTER INFO", "cluster_slots_ok:16384");
        try (TestStore store = TestStore.open(options())) {
            ObjectSid there = listOn(store, 0);
            ObjectSid elsewhere = listOn(store, 1);

            servers.get(0).kill();
            assertThat(store.refusal(s -> s.items().put(by("bob"), LIST, there, item())))
                    .isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(store.push(elsewhere, "2").lastEventId()).isEqualTo(2);
            store.awaitRecovery(there);

            assertThat(store.push(elsewhere, "3").lastEventId()).isEqualTo(3);
            assertThat(store.push(there, "2").lastEventId()).isGreaterThan(1);
        }
    }

    @Test
    void withoutAReplicaTheRestGoesOn() {
        try (TestStore store = TestStore.open(options())) {
            ObjectSid there = listOn(store, 2);
            ObjectSid elsewhere = listOn(store, 1);

            servers.get(2).kill();
            servers.get(0).await("CLUSTER INFO", "cluster_slots_fail:" + (16384 - first(2)));

            assertThat(store.refusal(s -> s.objects().read(by("bob"), LIST, there)))
                    .isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(store.push(elsewhere, "2").lastEventId()).isEqualTo(2);
        }
    }

    @Test
    void aSlotThatMovesIsRefusedWhollyAndServedWhereItArrives() {
        try (TestStore store = TestStore.open(options())) {
            ObjectSid list = listOn(store, 0);
            int slot = Destination.slot(Partition.of(list).prefix());
            RedisServer from = servers.get(0);
            RedisServer to = servers.get(1);

            to.command("CLUSTER SETSLOT " + slot + " IMPORTING " + id(from));
            from.command("CLUSTER SETSLOT " + slot + " MIGRATING " + id(to));
            assertThat(store.refusal(s -> s.items().put(by("bob"), LIST, list, item())))
                    .isEqualTo(ErrorCode.UNAVAILABLE);
            move(slot, from, to);
            store.awaitRecovery(list);

            assertThat(store.get(s -> s.log().read(list, 0, false)).changes())
                    .extracting(change -> change.data())
                    .startsWith(Json.of("1"));
            assertThat(store.push(list, "2").lastEventId()).isGreaterThan(1);
        }
    }

    private void move(int slot, RedisServer from, RedisServer to) {
        String keys = from.command("CLUSTER GETKEYSINSLOT " + slot + " 1000");
        keys.lines()
                .filter(line -> line.startsWith("{p"))
                .forEach(key -> from.command("MIGRATE 127.0.0.1 " + to.port() + " " + key + " 0 2000"));
        to.command("CLUSTER SETSLOT " + slot + " NODE " + id(to));
        from.command("CLUSTER SETSLOT " + slot + " NODE " + id(to));
    }

    /** A list with one item whose partition a server has. */
    private ObjectSid listOn(TestStore store, int server) {
        for (int i = 0; i < 1000; i++) {
            ObjectSid list = store.create(LIST);
            int slot = Destination.slot(Partition.of(list).prefix());
            if (slot >= first(server) && slot < first(server + 1)) {
                store.push(list, "1");
                return list;
            }
        }
        throw new AssertionError("no partition there");
    }

    private static NewItem item() {
        return new NewItem(null, PutMode.PUSH, Json.of("2"), null, null);
    }

    private void meet(RedisServer server) {
        // A node is met on the port of its bus, too.
        if (server != servers.get(0)) {
            servers.get(0).command("CLUSTER MEET 127.0.0.1 " + server.port() + " " + server.busPort());
            server.await("CLUSTER NODES", id(servers.get(0)));
        }
    }

    private static String id(RedisServer server) {
        return server.command("CLUSTER MYID").lines().skip(1).findFirst().orElseThrow();
    }

    private static int first(int server) {
        return server * (Destination.SLOTS / PRIMARIES) + (server == PRIMARIES ? Destination.SLOTS % PRIMARIES : 0);
    }

    private StoreOptions options() {
        return StoreOptions.of(
                        servers.stream().limit(PRIMARIES).map(RedisServer::uri).toList(), RedisClientType.CLUSTER, null)
                .withLimits(2, 1000, StoreOptions.DEFAULT_SILENCE);
    }
}
