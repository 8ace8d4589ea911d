package dev.chorus.store.item;

import static dev.chorus.contract.item.PutMode.SET;
import static dev.chorus.contract.object.ObjectType.LIST;
import static dev.chorus.contract.object.ObjectType.MAP;
import static dev.chorus.store.server.TestStore.by;
import static dev.chorus.store.server.TestStore.item;
import static dev.chorus.store.server.TestStore.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.item.ItemPage;
import dev.chorus.contract.item.ItemState;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.store.server.RedisServerExtension;
import dev.chorus.store.server.TestStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServerExtension.class)
class ReadItemsScriptTest {
    private static final boolean INCLUSIVE = true;
    private static final boolean EXCLUSIVE = false;
    private static final boolean DESCENDING = true;
    private static final boolean ASCENDING = false;

    private final TestStore store;

    ReadItemsScriptTest(TestStore store) {
        this.store = store;
    }

    @Test
    void aListIsOrderedByIndexBeyondNine() {
        ObjectSid list = list(12);

        assertThat(keys(page(list, null, INCLUSIVE, ASCENDING, 100)))
                .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
        assertThat(keys(page(list, null, INCLUSIVE, DESCENDING, 3))).containsExactly("11", "10", "9");
    }

    @Test
    void aPageTellsWhatLiesBeforeAndAfterIt() {
        ObjectSid list = list(5);

        assertThat(ends(page(list, null, INCLUSIVE, ASCENDING, 5))).isEqualTo("- -");
        assertThat(ends(page(list, null, INCLUSIVE, ASCENDING, 4))).isEqualTo("- next");
        assertThat(ends(page(list, "1", INCLUSIVE, ASCENDING, 2))).isEqualTo("previous next");
        assertThat(ends(page(list, "1", INCLUSIVE, ASCENDING, 4))).isEqualTo("previous -");
        assertThat(ends(page(list, "0", INCLUSIVE, ASCENDING, 5))).isEqualTo("- -");
        assertThat(ends(page(list, "3", INCLUSIVE, DESCENDING, 2))).isEqualTo("previous next");
        assertThat(ends(page(list, "4", INCLUSIVE, DESCENDING, 2))).isEqualTo("- next");
        assertThat(ends(page(list, "4", EXCLUSIVE, ASCENDING, 2))).isEqualTo("previous -");
    }

    @Test
    void aPageBeginsAtOrBesideItsBoundary() {
        ObjectSid list = list(5);

        assertThat(keys(page(list, "2", INCLUSIVE, ASCENDING, 2))).containsExactly("2", "3");
        assertThat(keys(page(list, "2", EXCLUSIVE, ASCENDING, 2))).containsExactly("3", "4");
        assertThat(keys(page(list, "2", INCLUSIVE, DESCENDING, 2))).containsExactly("2", "1");
        assertThat(keys(page(list, "2", EXCLUSIVE, DESCENDING, 2))).containsExactly("1", "0");
        assertThat(keys(page(list, "99", INCLUSIVE, DESCENDING, 1))).containsExactly("4");
    }

    @Test
    void keysAreOrderedByTheirUtf16Units() {
        ObjectSid map = store.create(MAP);
        List<String> keys = new ArrayList<>(
                List.of("b", "a", "ab", "a\u0001", "Z", "\u00e4", "\uff5e", "\ud83d\ude00", "\u20ac", "\ud800"));
        keys.forEach(key -> store.set(map, key, "1"));
        keys.sort(Comparator.naturalOrder());

        assertThat(keys(page(map, null, INCLUSIVE, ASCENDING, 100))).isEqualTo(keys);
    }

    @Test
    void everyItemIsMetOnceOnTheWayThroughPagesInBothDirections() {
        ObjectSid list = list(251);

        assertThat(walk(list, ASCENDING)).hasSize(251).doesNotHaveDuplicates().startsWith("0", "1");
        assertThat(walk(list, DESCENDING)).hasSize(251).doesNotHaveDuplicates().startsWith("250", "249");
    }

    @Test
    void expiredItemsAreNeitherShownNorCounted() throws InterruptedException {
        ObjectSid map = store.create(MAP);
        for (String key : List.of("a", "c", "e")) {
            store.put(by("alice"), map, item(key, SET, "1", 1L, null));
        }
        store.set(map, "b", "1");
        store.set(map, "d", "1");
        Thread.sleep(5);

        assertThat(keys(page(map, null, INCLUSIVE, ASCENDING, 100))).containsExactly("b", "d");
        assertThat(ends(page(map, "b", INCLUSIVE, ASCENDING, 2))).isEqualTo("- -");
    }

    @Test
    void aPageEndsAfterAMegabyte() {
        ObjectSid list = store.create(LIST);
        String data = "\"" + "x".repeat(16_000) + "\"";
        for (int i = 0; i < 70; i++) {
            store.push(list, data);
        }

        ItemPage page = page(list, null, INCLUSIVE, ASCENDING, 100);

        assertThat(page.items()).hasSize(65);
        assertThat(page.hasNext()).isTrue();
    }

    @Test
    void anEmptyCollectionHasAnEmptyPage() {
        ItemPage page = page(store.create(MAP), null, INCLUSIVE, ASCENDING, 10);

        assertThat(page.items()).isEmpty();
        assertThat(ends(page)).isEqualTo("- -");
    }

    private ObjectSid list(int size) {
        ObjectSid list = store.create(LIST);
        for (int i = 0; i < size; i++) {
            store.push(list, "" + i);
        }
        return list;
    }

    private List<String> walk(ObjectSid list, boolean descending) {
        List<String> seen = new ArrayList<>();
        String from = null;
        while (true) {
            ItemPage page = page(list, from, EXCLUSIVE, descending, 50);
            seen.addAll(keys(page));
            if (!page.hasNext()) {
                return seen;
            }
            from = seen.get(seen.size() - 1);
        }
    }

    private ItemPage page(
            ObjectSid collection, @Nullable String from, boolean inclusive, boolean descending, int limit) {
        ObjectType type = collection.type().orElseThrow();
        PageBounds bounds = new PageBounds(from == null ? null : key(type, from), inclusive, descending, limit);
        return store.get(s -> s.items().readPage(by("bob"), type, collection, bounds));
    }

    private static List<String> keys(ItemPage page) {
        return page.items().stream().map(ItemState::key).toList();
    }

    private static String ends(ItemPage page) {
        return (page.hasPrevious() ? "previous" : "-") + " " + (page.hasNext() ? "next" : "-");
    }
}
