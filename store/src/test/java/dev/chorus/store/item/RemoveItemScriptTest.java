package dev.chorus.store.item;

import static dev.chorus.contract.item.PutMode.SET;
import static dev.chorus.contract.object.ObjectType.LIST;
import static dev.chorus.contract.object.ObjectType.MAP;
import static dev.chorus.store.server.TestStore.by;
import static dev.chorus.store.server.TestStore.changes;
import static dev.chorus.store.server.TestStore.item;
import static dev.chorus.store.server.TestStore.key;
import static dev.chorus.store.server.TestStore.needing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.item.ItemState;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.value.Json;
import dev.chorus.store.Outcome;
import dev.chorus.store.permission.Rights;
import dev.chorus.store.script.ScriptCall;
import dev.chorus.store.server.RedisServerExtension;
import dev.chorus.store.server.TestStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServerExtension.class)
class RemoveItemScriptTest {
    private final TestStore store;

    RemoveItemScriptTest(TestStore store) {
        this.store = store;
    }

    @Test
    void theAnswerIsTheItemAsItWasWithTheEventIdOfItsRemoval() {
        ObjectSid list = store.create(LIST);
        ItemState pushed = store.push(list, "\"gone\"");
        store.follow(list, "gateway-1", null);

        Outcome<ItemState> outcome = store.get(s -> s.items().remove(by("bob"), LIST, list, key(LIST, "0"), null));

        assertThat(outcome.reply().data()).isEqualTo(Json.of("\"gone\""));
        assertThat(outcome.reply().createdBy()).isEqualTo("alice");
        assertThat(outcome.reply().createdMillis()).isEqualTo(pushed.createdMillis());
        assertThat(outcome.reply().lastEventId()).isEqualTo(2);
        assertThat(changes(outcome).stream().map(TestStore::told)).containsExactly("ITEM_REMOVED 2 0=\"gone\"");
        assertThat(outcome.gateways()).containsExactly("gateway-1");
    }

    @Test
    void aMissingItemCannotBeRemoved() {
        ObjectSid map = store.create(MAP);

        assertThat(refusal(by("bob"), map, null)).isEqualTo(ErrorCode.MAP_ITEM_NOT_FOUND);
        assertThat(refusal(by("bob"), map, 0L)).isEqualTo(ErrorCode.MAP_ITEM_REVISION_MISMATCH);
    }

    @Test
    void aStaleRevisionIsRefused() {
        ObjectSid map = store.create(MAP);
        store.set(map, "k", "1");
        store.set(map, "k", "2");

        assertThat(refusal(by("bob"), map, 0L)).isEqualTo(ErrorCode.MAP_ITEM_REVISION_MISMATCH);
        assertThat(store.get(s -> s.items().remove(by("bob"), MAP, map, key(MAP, "k"), 1L))
                        .changes())
                .hasSize(1);
    }

    @Test
    void aRepeatedRequestRemovesOnceAndAnswersTheSame() {
        ObjectSid map = store.create(MAP);
        store.set(map, "k", "1");
        ItemState first = remove(by("alice", "request-1"), map);
        ItemState added = store.set(map, "k", "2");

        ItemState again = remove(by("alice", "request-1"), map);

        assertThat(again).isEqualTo(first);
        ItemState still = store.get(s -> s.items().read(by("bob"), MAP, map, key(MAP, "k")));
        assertThat(still.revision()).isEqualTo(added.revision());
    }

    @Test
    void whoMayOnlyReadRemovesNothing() {
        ObjectSid map = store.create(MAP);
        store.set(map, "k", "1");

        assertThat(refusal(needing("bob", Rights.WRITE), map, null)).isEqualTo(ErrorCode.ACCESS_FORBIDDEN);
    }

    @Test
    void onlyWhatIsOverExpires() throws InterruptedException {
        ObjectSid map = store.create(MAP);
        store.put(by("alice"), map, item("k", SET, "1", 1L, null));
        store.put(by("alice"), map, item("lasting", SET, "2", 60_000L, null));
        Thread.sleep(5);

        Outcome<ItemState> outcome = store.get(s -> s.items().expire(MAP, map, key(MAP, "k")));

        assertThat(changes(outcome).get(0).actor()).isEmpty();
        assertThat(changes(outcome).get(0).eventId()).isEqualTo(3);
        assertThat(store.refusal(s -> s.items().expire(MAP, map, key(MAP, "lasting"))))
                .isEqualTo(ErrorCode.MAP_ITEM_NOT_FOUND);
    }

    private ItemState remove(ScriptCall call, ObjectSid map) {
        return store.get(s -> s.items().remove(call, MAP, map, key(MAP, "k"), null))
                .reply();
    }

    private ErrorCode refusal(ScriptCall call, ObjectSid map, @Nullable Long ifMatch) {
        return store.refusal(s -> s.items().remove(call, MAP, map, key(MAP, "k"), ifMatch));
    }
}
