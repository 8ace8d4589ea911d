package dev.chorus.store.item;

import static dev.chorus.contract.item.PutMode.ADD;
import static dev.chorus.contract.item.PutMode.PUSH;
import static dev.chorus.contract.item.PutMode.REPLACE;
import static dev.chorus.contract.item.PutMode.SET;
import static dev.chorus.contract.object.ObjectType.LIST;
import static dev.chorus.contract.object.ObjectType.MAP;
import static dev.chorus.store.server.TestStore.by;
import static dev.chorus.store.server.TestStore.changes;
import static dev.chorus.store.server.TestStore.item;
import static dev.chorus.store.server.TestStore.needing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.change.Change;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.item.ItemState;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.value.Json;
import dev.chorus.store.Outcome;
import dev.chorus.store.key.ObjectKeys;
import dev.chorus.store.permission.Rights;
import dev.chorus.store.script.ScriptCall;
import dev.chorus.store.server.RedisServer;
import dev.chorus.store.server.RedisServerExtension;
import dev.chorus.store.server.TestStore;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServerExtension.class)
class PutItemScriptTest {
    private final TestStore store;

    PutItemScriptTest(TestStore store) {
        this.store = store;
    }

    @Test
    void pushedItemsGetDenseIndexesAndEventIds() {
        ObjectSid list = store.create(LIST);

        List<ItemState> pushed = List.of(store.push(list, "\"a\""), store.push(list, "\"b\""));

        assertThat(pushed).extracting(ItemState::key).containsExactly("0", "1");
        assertThat(pushed).extracting(ItemState::lastEventId).containsExactly(1L, 2L);
        assertThat(pushed).allMatch(ItemState::created);
    }

    @Test
    void theIndexOfARemovedItemIsNotUsedAgain() {
        ObjectSid list = store.create(LIST);
        store.push(list, "1");
        store.remove(list, "0");

        assertThat(store.push(list, "2").key()).isEqualTo("1");
    }

    @Test
    void settingAddsFirstAndReplacesThen() {
        ObjectSid map = store.create(MAP);

        ItemState added = store.set(map, "k", "1");
        ItemState replaced = store.set(map, "k", "2");

        assertThat(added.created()).isTrue();
        assertThat(added.revisionText()).isEqualTo("0");
        assertThat(replaced.created()).isFalse();
        assertThat(replaced.revisionText()).isEqualTo("1");
        assertThat(replaced.createdMillis()).isEqualTo(added.createdMillis());
        assertThat(read(map, "k").data()).isEqualTo(Json.of("2"));
    }

    @Test
    void addingAnExistingKeyIsRefused() {
        ObjectSid map = store.create(MAP);
        store.set(map, "k", "1");

        assertThat(refusal(by("bob"), map, item("k", ADD, "2", null, null))).isEqualTo(ErrorCode.MAP_ITEM_EXISTS);
    }

    @Test
    void replacingAMissingKeyIsRefused() {
        ObjectSid map = store.create(MAP);

        assertThat(refusal(by("bob"), map, item("k", REPLACE, "2", null, null)))
                .isEqualTo(ErrorCode.MAP_ITEM_NOT_FOUND);
    }

    @Test
    void aRevisionOfAMissingKeyDoesNotMatch() {
        ObjectSid map = store.create(MAP);

        assertThat(refusal(by("bob"), map, item("k", SET, "2", null, 0L)))
                .isEqualTo(ErrorCode.MAP_ITEM_REVISION_MISMATCH);
        assertThat(refusal(by("bob"), map, item("k", REPLACE, "2", null, 0L)))
                .isEqualTo(ErrorCode.MAP_ITEM_REVISION_MISMATCH);
    }

    @Test
    void minusOneMatchesOnlyAMissingKey() {
        ObjectSid map = store.create(MAP);

        assertThat(store.put(by("bob"), map, item("k", SET, "1", null, -1L))
                        .reply()
                        .created())
                .isTrue();
        assertThat(refusal(by("bob"), map, item("k", SET, "2", null, -1L)))
                .isEqualTo(ErrorCode.MAP_ITEM_REVISION_MISMATCH);
    }

    @Test
    void aStaleRevisionIsRefusedAndNothingIsWritten() {
        ObjectSid map = store.create(MAP);
        store.set(map, "k", "1");
        ItemState current = store.set(map, "k", "2");

        assertThat(refusal(by("bob"), map, item("k", SET, "3", null, 0L)))
                .isEqualTo(ErrorCode.MAP_ITEM_REVISION_MISMATCH);
        assertThat(read(map, "k")).isEqualTo(current);
    }

    @Test
    void noRevisionOfAKeyIsEverUsedTwice() {
        ObjectSid map = store.create(MAP);
        store.set(map, "k", "1");
        ItemState before = store.set(map, "k", "2");
        store.remove(map, "k");

        ItemState after = store.set(map, "k", "3");

        assertThat(after.created()).isTrue();
        assertThat(after.revision()).isGreaterThan(before.revision());
    }

    @Test
    void aChangeOfExpiryAloneIsToldToNobody() {
        ObjectSid map = store.create(MAP);
        ItemState added = store.set(map, "k", "1");

        Outcome<ItemState> outcome = store.put(by("bob"), map, item("k", REPLACE, null, 60_000L, null));

        assertThat(outcome.changes()).isEmpty();
        assertThat(outcome.reply().revision()).isEqualTo(added.revision());
        assertThat(outcome.reply().lastEventId()).isEqualTo(added.lastEventId());
        assertThat(outcome.reply().expiresMillis()).isGreaterThan(added.createdMillis());
        assertThat(read(map, "k")).isEqualTo(outcome.reply());
    }

    @Test
    void anExpiryStaysWhereNoneIsGivenAndEndsWithZero() {
        ObjectSid map = store.create(MAP);
        ItemState lent =
                store.put(by("bob"), map, item("k", SET, "1", 60_000L, null)).reply();

        assertThat(store.set(map, "k", "2").expiresMillis()).isEqualTo(lent.expiresMillis());
        assertThat(store.put(by("bob"), map, item("k", SET, "3", 0L, null))
                        .reply()
                        .expiresMillis())
                .isZero();
    }

    @Test
    void anExpiredItemIsRemovedBeforeItsKeyIsAddedAnew() throws InterruptedException {
        ObjectSid map = store.create(MAP);
        store.put(by("bob"), map, item("k", SET, "1", 1L, null));
        Thread.sleep(5);

        Outcome<ItemState> outcome = store.put(by("alice"), map, item("k", SET, "2", null, null));

        assertThat(changes(outcome).stream().map(TestStore::told))
                .containsExactly("ITEM_REMOVED 2 k=1", "ITEM_ADDED 3 k=2");
        assertThat(changes(outcome)).extracting(Change::actor).containsExactly("", "alice");
        assertThat(outcome.reply().created()).isTrue();
        assertThat(outcome.reply().expiresMillis()).isZero();
    }

    @Test
    void aRepeatedPushAppendsOnceAndAnswersTheSame() {
        ObjectSid list = store.create(LIST);
        NewItem push = new NewItem(null, PUSH, Json.of("1"), null, null);

        ItemState first = store.get(s -> s.items().put(by("alice", "request-1"), LIST, list, push))
                .reply();
        store.push(list, "2");
        ItemState again = store.get(s -> s.items().put(by("alice", "request-1"), LIST, list, push))
                .reply();

        assertThat(again).isEqualTo(first);
        assertThat(store.push(list, "3").key()).isEqualTo("2");
    }

    @Test
    void aRepeatedRequestAnswersTheItemAsItIsWhereTheLogForgot(RedisServer redis) {
        ObjectSid map = store.create(MAP);
        store.put(by("alice", "request-1"), map, item("k", SET, "1", null, null));
        ItemState current = store.set(map, "k", "2");
        redis.command("DEL " + ObjectKeys.of(map).log());

        Outcome<ItemState> again = store.put(by("alice", "request-1"), map, item("k", SET, "1", null, null));

        assertThat(again.reply()).isEqualTo(current);
        assertThat(again.changes()).isEmpty();
    }

    @Test
    void whoMayOnlyReadPutsNothing() {
        ObjectSid map = store.create(MAP);

        assertThat(refusal(needing("bob", Rights.WRITE), map, item("k", SET, "1", null, null)))
                .isEqualTo(ErrorCode.ACCESS_FORBIDDEN);
    }

    private ItemState read(ObjectSid map, String key) {
        return store.get(s -> s.items().read(by("bob"), MAP, map, TestStore.key(MAP, key)));
    }

    private ErrorCode refusal(ScriptCall call, ObjectSid map, NewItem item) {
        return store.refusal(s -> s.items().put(call, MAP, map, item));
    }
}
