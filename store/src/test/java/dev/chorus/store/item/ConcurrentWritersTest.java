package dev.chorus.store.item;

import static dev.chorus.contract.object.ObjectType.DOCUMENT;
import static dev.chorus.contract.object.ObjectType.LIST;
import static dev.chorus.store.server.TestStore.by;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.change.Change;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.item.ItemState;
import dev.chorus.contract.item.PutMode;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectState;
import dev.chorus.contract.value.Json;
import dev.chorus.store.Outcome;
import dev.chorus.store.Store;
import dev.chorus.store.server.RedisServer;
import dev.chorus.store.server.RedisServerExtension;
import dev.chorus.store.server.TestStore;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServerExtension.class)
class ConcurrentWritersTest {
    private static final int WRITERS = 50;
    private static final int MUTATIONS = 20;

    private final TestStore store;
    private final RedisServer redis;

    ConcurrentWritersTest(TestStore store, RedisServer redis) {
        this.store = store;
        this.redis = redis;
    }

    @Test
    void noMutationIsLostAndEventIdsHaveNoHoles() {
        ObjectSid counter = store.create(DOCUMENT);
        store.update(counter, "0");

        try (TestStore second = TestStore.open(redis);
                TestStore third = TestStore.open(redis)) {
            List<TestStore> stores = List.of(store, second, third);
            List<CompletableFuture<Void>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                TestStore own = stores.get(writer % stores.size());
                writers.add(own.ask(s -> increment(s, counter, MUTATIONS)));
            }
            CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)).join();
        }

        ObjectState last = store.read(by("bob"), counter);
        assertThat(last.data()).isEqualTo(Json.of("" + WRITERS * MUTATIONS));
        assertThat(last.lastEventId()).isEqualTo(WRITERS * MUTATIONS + 1L);
        List<Change> log = store.get(s -> s.log().read(counter, 1, false)).changes();
        assertThat(log.stream().map(Change::eventId))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(2, last.lastEventId()).boxed().toList());
        assertThat(log.stream().map(change -> change.data().toString()))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, WRITERS * MUTATIONS)
                        .mapToObj(Long::toString)
                        .toList());
    }

    @Test
    void pushesOfManyGetDenseIndexesThatRiseWithTheirEventIds() {
        ObjectSid list = store.create(LIST);
        NewItem push = new NewItem(null, PutMode.PUSH, Json.of("1"), null, null);

        try (TestStore second = TestStore.open(redis)) {
            List<CompletableFuture<Outcome<ItemState>>> pushes = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                TestStore own = i % 2 == 0 ? store : second;
                pushes.add(own.ask(s -> s.items().put(by("alice"), LIST, list, push)));
            }
            List<ItemState> pushed =
                    pushes.stream().map(done -> done.join().reply()).toList();

            assertThat(pushed)
                    .allMatch(item -> item.lastEventId() == Long.parseLong(item.key()) + 1)
                    .extracting(ItemState::key)
                    .doesNotHaveDuplicates();
            assertThat(pushed).extracting(ItemState::lastEventId).contains(1L, 500L);
        }
    }

    private static Future<Void> increment(Store store, ObjectSid counter, int times) {
        if (times == 0) {
            return Future.succeededFuture();
        }
        return store.objects()
                .read(by("writer"), DOCUMENT, counter)
                .compose(read -> {
                    int next = Integer.parseInt(read.data().toString()) + 1;
                    return store.objects()
                            .update(by("writer"), DOCUMENT, counter, Json.of("" + next), null, read.lastEventId());
                })
                .transform(done -> {
                    if (done.succeeded()) {
                        return increment(store, counter, times - 1);
                    }
                    boolean conflict = done.cause() instanceof RequestFailedException refusal
                            && refusal.code() == ErrorCode.DOCUMENT_REVISION_MISMATCH;
                    return conflict ? increment(store, counter, times) : Future.failedFuture(done.cause());
                });
    }
}
