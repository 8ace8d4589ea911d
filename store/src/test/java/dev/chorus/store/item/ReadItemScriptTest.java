package dev.chorus.store.item;

import static dev.chorus.contract.item.PutMode.SET;
import static dev.chorus.contract.object.ObjectType.LIST;
import static dev.chorus.contract.object.ObjectType.MAP;
import static dev.chorus.store.server.TestStore.by;
import static dev.chorus.store.server.TestStore.item;
import static dev.chorus.store.server.TestStore.key;
import static dev.chorus.store.server.TestStore.needing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.item.ItemState;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.store.permission.Rights;
import dev.chorus.store.script.ScriptCall;
import dev.chorus.store.server.RedisServerExtension;
import dev.chorus.store.server.TestStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServerExtension.class)
class ReadItemScriptTest {
    private final TestStore store;

    ReadItemScriptTest(TestStore store) {
        this.store = store;
    }

    @Test
    void anItemIsFoundByItsWholeKeyOnly() {
        ObjectSid map = store.create(MAP);
        ItemState set = store.set(map, "key", "1");
        store.set(map, "key-and-more", "2");

        ItemState found = store.get(s -> s.items().read(by("bob"), MAP, map, key(MAP, "key")));

        assertThat(found.data()).isEqualTo(set.data());
        assertThat(found.lastEventId()).isEqualTo(set.lastEventId());
        assertThat(refusal(by("bob"), map, "ke")).isEqualTo(ErrorCode.MAP_ITEM_NOT_FOUND);
    }

    @Test
    void anExpiredItemDoesNotExistThoughNobodyRemovedIt() throws InterruptedException {
        ObjectSid map = store.create(MAP);
        store.put(by("alice"), map, item("k", SET, "1", 1L, null));
        Thread.sleep(5);

        assertThat(refusal(by("bob"), map, "k")).isEqualTo(ErrorCode.MAP_ITEM_NOT_FOUND);
    }

    @Test
    void aCollectionOfAnotherServiceDoesNotExist() {
        ObjectSid list = store.create(LIST);
        store.push(list, "1");
        ScriptCall stranger = new ScriptCall("IS" + "2".repeat(32), "alice", "", 0, null, 0);

        assertThat(store.refusal(s -> s.items().read(stranger, LIST, list, key(LIST, "0"))))
                .isEqualTo(ErrorCode.LIST_NOT_FOUND);
    }

    @Test
    void whereAPermissionIsNeededOnlyThoseWhoHaveItRead() {
        ObjectSid map = store.create(MAP);
        store.set(map, "k", "1");

        assertThat(refusal(needing("bob", Rights.READ), map, "k")).isEqualTo(ErrorCode.ACCESS_FORBIDDEN);
    }

    private ErrorCode refusal(ScriptCall call, ObjectSid map, String key) {
        return store.refusal(s -> s.items().read(call, MAP, map, key(MAP, key)));
    }
}
