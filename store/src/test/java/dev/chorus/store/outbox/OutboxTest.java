package dev.chorus.store.outbox;

import static dev.chorus.contract.object.ObjectType.DOCUMENT;
import static dev.chorus.contract.object.ObjectType.MAP;
import static dev.chorus.store.server.TestStore.by;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.store.key.Partition;
import dev.chorus.store.server.RedisServer;
import dev.chorus.store.server.RedisServerExtension;
import dev.chorus.store.server.TestStore;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServerExtension.class)
class OutboxTest {
    private final TestStore store;
    private final RedisServer redis;

    OutboxTest(TestStore store, RedisServer redis) {
        this.store = store;
        this.redis = redis;
    }

    @BeforeEach
    void begin() {
        redis.command("FLUSHALL");
    }

    @Test
    void aListingFollowsCreationsAndRemovals() {
        ObjectSid kept = store.create(MAP);
        ObjectSid removed = store.create(MAP);
        store.get(s -> s.objects().remove(by("alice"), MAP, removed, null));

        drainAll();

        assertThat(list(MAP, null, 10)).containsExactly(kept);
        assertThat(list(DOCUMENT, null, 10)).isEmpty();
    }

    @Test
    void aDrainedOutboxIsEmpty() {
        ObjectSid map = store.create(MAP);
        Partition partition = Partition.of(map);

        assertThat(store.<Integer>get(s -> s.outbox().drain(partition))).isEqualTo(1);
        assertThat(store.<Integer>get(s -> s.outbox().drain(partition))).isZero();
        assertThat(redis.command("XLEN " + partition.outbox())).isEqualTo(":0\r\n");
    }

    @Test
    void aListingIsPagedInTheOrderOfSids() {
        for (int i = 0; i < 10; i++) {
            store.create(DOCUMENT);
        }
        drainAll();

        List<ObjectSid> all = list(DOCUMENT, null, 100);
        assertThat(all).hasSize(10).isSortedAccordingTo((a, b) -> a.value().compareTo(b.value()));
        assertThat(list(DOCUMENT, all.get(3), 3)).isEqualTo(all.subList(4, 7));
    }

    @Test
    void whatADeadDispatcherLeftBehindIsAppliedByTheNextOne() {
        ObjectSid map = store.create(MAP);

        try (TestStore next = TestStore.open(redis)) {
            next.<Integer>get(s -> s.outbox().drain(Partition.of(map)));
        }

        assertThat(list(MAP, null, 10)).containsExactly(map);
    }

    @Test
    void aDispatcherThatDiedBeforeDeletingIsFollowedByOneThatRepeatsNothing() {
        ObjectSid map = store.create(by("alice"), MAP, "named", 0).sid();
        Partition partition = Partition.of(map);
        List<OutboxEntry> creation = store.get(s -> s.outbox().read(partition));
        store.<Void>get(s -> s.outbox().apply(partition, creation));
        store.get(s -> s.objects().remove(by("alice"), MAP, map, null));

        store.<Integer>get(s -> s.outbox().drain(partition));

        assertThat(list(MAP, null, 10)).isEmpty();
    }

    @Test
    void aStaleReplayIsRefused() {
        ObjectSid map = store.create(by("alice"), MAP, "named", 0).sid();
        Partition partition = Partition.of(map);
        List<OutboxEntry> creation = store.get(s -> s.outbox().read(partition));
        store.get(s -> s.objects().remove(by("alice"), MAP, map, null));
        store.<Integer>get(s -> s.outbox().drain(partition));

        store.<Void>get(s -> s.outbox().apply(partition, creation));

        assertThat(list(MAP, null, 10)).isEmpty();
    }

    @Test
    void anOutboxOfManyEntriesIsAppliedInBatches() {
        String prefix = UUID.randomUUID().toString();
        ObjectSid first = store.create(by("alice"), MAP, prefix, 0).sid();
        Partition partition = Partition.of(first);
        store.get(s -> s.objects().remove(by("alice"), MAP, first, null));
        for (int i = 0; i < 150; i++) {
            ObjectSid again = store.create(by("alice"), MAP, prefix, 0).sid();
            store.get(s -> s.objects().remove(by("alice"), MAP, again, null));
        }

        assertThat(store.<Integer>get(s -> s.outbox().drain(partition))).isEqualTo(302);
    }

    private void drainAll() {
        Partition.all().forEach(partition -> store.<Integer>get(s -> s.outbox().drain(partition)));
    }

    private List<ObjectSid> list(ObjectType type, @Nullable ObjectSid after, int limit) {
        return store.get(s -> s.outbox().list(TestStore.SERVICE, type, after, limit));
    }
}
