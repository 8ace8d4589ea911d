package dev.chorus.store.expiry;

import static dev.chorus.contract.item.PutMode.REPLACE;
import static dev.chorus.contract.item.PutMode.SET;
import static dev.chorus.contract.object.ObjectType.DOCUMENT;
import static dev.chorus.contract.object.ObjectType.MAP;
import static dev.chorus.store.server.TestStore.by;
import static dev.chorus.store.server.TestStore.item;
import static dev.chorus.store.server.TestStore.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.object.ObjectSid;
import dev.chorus.store.expiry.ExpiryIndex.Due;
import dev.chorus.store.key.Partition;
import dev.chorus.store.server.RedisServerExtension;
import dev.chorus.store.server.TestStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServerExtension.class)
class ExpiryIndexTest {
    private final TestStore store;

    ExpiryIndexTest(TestStore store) {
        this.store = store;
    }

    @Test
    void anObjectIsDueWhenItsTimeIsOverAndUntilItIsRemoved() throws InterruptedException {
        ObjectSid document = store.create(by("alice"), DOCUMENT, null, 1).sid();
        Thread.sleep(5);

        assertThat(due(document)).extracting(Due::object).contains(document);
        store.get(s -> s.objects().expire(DOCUMENT, document));
        assertThat(due(document)).extracting(Due::object).doesNotContain(document);
    }

    @Test
    void anItemIsDueByItsKey() throws InterruptedException {
        ObjectSid map = store.create(MAP);
        store.put(by("alice"), map, item("k", SET, "1", 1L, null));
        Thread.sleep(5);

        assertThat(ofItems(map)).containsExactly("k");
        store.get(s -> s.items().expire(MAP, map, key(MAP, "k")));
        assertThat(ofItems(map)).isEmpty();
    }

    @Test
    void whatLivesLongerOrForEverIsNotDue() throws InterruptedException {
        ObjectSid map = store.create(MAP);
        store.put(by("alice"), map, item("longer", SET, "1", 1L, null));
        store.put(by("alice"), map, item("ever", SET, "1", 20L, null));
        store.put(by("alice"), map, item("ever", REPLACE, null, 0L, null));
        store.put(by("alice"), map, item("removed", SET, "1", 20L, null));
        store.remove(map, "removed");
        Thread.sleep(30);
        store.put(by("alice"), map, item("longer", SET, "2", 60_000L, null));

        assertThat(ofItems(map)).isEmpty();
    }

    @Test
    void whatARemovedCollectionLeftInTheIndexGoesAwayByItself() throws InterruptedException {
        ObjectSid map = store.create(MAP);
        store.put(by("alice"), map, item("k", SET, "1", 1L, null));
        store.get(s -> s.objects().remove(by("alice"), MAP, map, null));
        Thread.sleep(5);

        store.refusal(s -> s.items().expire(MAP, map, key(MAP, "k")));

        assertThat(ofItems(map)).isEmpty();
    }

    private List<String> ofItems(ObjectSid map) {
        return due(map).stream()
                .filter(due -> due.object().equals(map))
                .map(due -> new String(due.itemKey(), StandardCharsets.UTF_8))
                .toList();
    }

    private List<Due> due(ObjectSid object) {
        return store.get(s -> s.expiry().readDue(Partition.of(object), 100));
    }
}
