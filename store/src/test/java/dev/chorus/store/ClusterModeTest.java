package dev.chorus.store;

import static dev.chorus.contract.item.PutMode.SET;
import static dev.chorus.contract.object.ObjectType.DOCUMENT;
import static dev.chorus.contract.object.ObjectType.LIST;
import static dev.chorus.contract.object.ObjectType.MAP;
import static dev.chorus.contract.object.ObjectType.STREAM;
import static dev.chorus.store.server.TestStore.by;
import static dev.chorus.store.server.TestStore.item;
import static dev.chorus.store.server.TestStore.key;
import static dev.chorus.store.server.TestStore.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.access.RegisterTenant;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.permission.Permission;
import dev.chorus.contract.value.Json;
import dev.chorus.store.item.PageBounds;
import dev.chorus.store.key.ObjectKeys;
import dev.chorus.store.key.Partition;
import dev.chorus.store.server.RedisServer;
import dev.chorus.store.server.TestStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A server in cluster mode refuses every script whose keys lie in more than one slot. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterModeTest {
    private RedisServer redis;
    private TestStore store;

    @BeforeAll
    void begin() {
        redis = RedisServer.startCluster();
        store = TestStore.open(redis);
    }

    @AfterAll
    void end() {
        store.close();
        redis.close();
    }

    @Test
    void objectsLiveThroughAllTheirScripts() {
        ObjectSid document =
                store.create(by("alice", "request-1"), DOCUMENT, "name", 0).sid();

        assertThat(store.read(by("bob"), DOCUMENT, "name").sid()).isEqualTo(document);
        assertThat(store.update(document, "1").lastEventId()).isEqualTo(1);
        store.get(s -> s.objects().remove(by("alice", "request-2"), DOCUMENT, document, null));
        assertThat(told(store.ask(s -> s.log().read(document, 0, false)).join()))
                .hasSize(2);
    }

    @Test
    void aNameIsTakenOverFromAnExpiredHolder() throws InterruptedException {
        ObjectSid first = store.create(by("alice"), DOCUMENT, "lent", 1).sid();
        Thread.sleep(5);

        assertThat(store.create(by("bob"), DOCUMENT, "lent", 0).sid()).isNotEqualTo(first);
    }

    @Test
    void itemsLiveThroughAllTheirScripts() {
        ObjectSid map = store.create(MAP);
        store.follow(map, "gateway-1", null);

        store.put(by("alice", "request-3"), map, item("k", SET, "1", null, null));
        store.set(map, "l", "2");
        store.remove(map, "k");

        PageBounds all = new PageBounds(null, true, false, 10);
        assertThat(store.ask(s -> s.items().readPage(by("bob"), MAP, map, all))
                        .join()
                        .items())
                .hasSize(1);
        assertThat(store.ask(s -> s.items().read(by("bob"), MAP, map, key(MAP, "l")))
                        .join()
                        .data())
                .isEqualTo(Json.of("2"));
        store.get(s -> s.interest().drop(map, List.of("gateway-1")));
    }

    @Test
    void aDifferenceIsTold() {
        ObjectSid list = store.create(LIST);
        store.push(list, "1");
        store.push(list, "2");
        store.remove(list, "0");
        redis.command("DEL " + ObjectKeys.of(list).log());

        assertThat(told(store.follow(list, "gateway-1", 0L))).hasSize(2);
    }

    @Test
    void messagesAndPermissionsPass() {
        ObjectSid stream = store.create(STREAM);
        Permission permission = new Permission(stream, "bob", true, true, true);

        store.get(s -> s.messages().publish(by("alice", "request-4"), stream, Json.of("1")));
        store.get(s -> s.permissions().write(by("alice"), STREAM, permission));

        assertThat(store.ask(s -> s.permissions().read(by("alice"), STREAM, stream))
                        .join()
                        .permissions())
                .hasSize(2);
    }

    @Test
    void whatIsOverIsRemoved() throws InterruptedException {
        ObjectSid map = store.create(by("alice"), MAP, null, 1).sid();
        Thread.sleep(5);

        assertThat(store.ask(s -> s.expiry().readDue(Partition.of(map), 100)).join())
                .isNotEmpty();
        store.get(s -> s.objects().expire(MAP, map));
    }

    @Test
    void listingsFollow() {
        ObjectSid list = store.create(LIST);

        store.<Integer>get(s -> s.outbox().drain(Partition.of(list)));

        assertThat(store.ask(s -> s.outbox().list(TestStore.SERVICE, LIST, null, 100))
                        .join())
                .contains(list);
    }

    @Test
    void tenantsAndLeasesAreKept() {
        store.<Void>get(s -> s.tenants().register(new RegisterTenant("AC1", "token", "SK1", "secret", "IS1")));

        assertThat(store.ask(s -> s.credentials().find("SK1")).join().accountSid())
                .isEqualTo("AC1");
        assertThat(store.ask(s -> s.gateways().renew("g", Duration.ofSeconds(5)))
                        .join())
                .containsExactly("g");
        assertThat(store.refusal(s -> s.credentials().find("SK2"))).isEqualTo(ErrorCode.TOKEN_ISSUER_INVALID);
    }
}
