package dev.chorus.sync.item;

import static dev.chorus.contract.object.ObjectType.DOCUMENT;
import static dev.chorus.contract.object.ObjectType.LIST;
import static dev.chorus.contract.object.ObjectType.MAP;
import static dev.chorus.sync.SyncRig.client;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.item.ItemPage;
import dev.chorus.contract.item.ItemState;
import dev.chorus.contract.item.PutItem;
import dev.chorus.contract.item.PutMode;
import dev.chorus.contract.item.ReadItem;
import dev.chorus.contract.item.ReadItems;
import dev.chorus.contract.item.RemoveItem;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.value.Json;
import dev.chorus.sync.SyncRig;
import dev.chorus.sync.SyncRigExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SyncRigExtension.class)
class ItemHandlersTest {
    private final SyncRig sync;

    ItemHandlersTest(SyncRig sync) {
        this.sync = sync;
    }

    @Test
    void aListIsPushedToReadPagedAndShortened() {
        String list = sync.create(LIST, "journey").sid().value();
        put(LIST, list, null, PutMode.PUSH, "1");
        put(LIST, "journey", null, PutMode.PUSH, "2");

        assertThat(sync.ask(client("bob"), new ReadItem(LIST, list, "1")).data())
                .isEqualTo(Json.of("2"));
        assertThat(sync.ask(client("bob"), new RemoveItem(LIST, list, "0", "0")).lastEventId())
                .isEqualTo(3);
        ItemPage page = sync.ask(client("bob"), new ReadItems(LIST, list, null, true, false, 50));
        assertThat(page.items()).extracting(ItemState::key).containsExactly("1");
    }

    @Test
    void onlyTheStoreGivesOutIndexes() {
        String list = sync.create(LIST, null).sid().value();

        assertThat(refusal(LIST, list, "7", PutMode.SET)).isEqualTo(ErrorCode.LIST_ITEM_NOT_FOUND);
        assertThat(refusal(LIST, list, "7", PutMode.ADD)).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refusal(LIST, list, "7", PutMode.PUSH)).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refusal(LIST, list, "seven", PutMode.REPLACE)).isEqualTo(ErrorCode.LIST_ITEM_NOT_FOUND);
    }

    @Test
    void aMapHasKeysAndNoIndexes() {
        String map = sync.create(MAP, null).sid().value();

        assertThat(put(MAP, map, "k", PutMode.ADD, "1").created()).isTrue();
        assertThat(refusal(MAP, map, "k", PutMode.ADD)).isEqualTo(ErrorCode.MAP_ITEM_EXISTS);
        assertThat(refusal(MAP, map, null, PutMode.PUSH)).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refusal(MAP, map, null, PutMode.SET)).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refusal(MAP, map, "", PutMode.SET)).isEqualTo(ErrorCode.MAP_KEY_INVALID);
    }

    @Test
    void aDocumentHasNoItems() {
        String document = sync.create(DOCUMENT, null).sid().value();

        assertThat(refusal(DOCUMENT, document, "k", PutMode.SET)).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(sync.refusal(client("bob"), new ReadItems(DOCUMENT, document, null, true, false, 5)))
                .isEqualTo(ErrorCode.BAD_REQUEST);
    }

    @Test
    void onlyAReplacementMayLeaveTheData() {
        String map = sync.create(MAP, null).sid().value();
        put(MAP, map, "k", PutMode.SET, "1");

        PutItem withoutData = new PutItem(MAP, map, "k", PutMode.SET, null, 60L, null);
        assertThat(sync.refusal(client("bob"), withoutData)).isEqualTo(ErrorCode.BAD_REQUEST);
        PutItem expiry = new PutItem(MAP, map, "k", PutMode.REPLACE, null, 60L, null);
        assertThat(sync.ask(client("bob"), expiry).expiresMillis()).isPositive();
    }

    @Test
    void aMissingCollectionIsNotFound() {
        assertThat(refusal(MAP, "no-such-map", "k", PutMode.SET)).isEqualTo(ErrorCode.MAP_NOT_FOUND);
        assertThat(refusal(LIST, "ES" + "0".repeat(32), null, PutMode.PUSH)).isEqualTo(ErrorCode.LIST_NOT_FOUND);
    }

    private ItemState put(ObjectType type, String collection, @Nullable String key, PutMode mode, String data) {
        return sync.ask(client("alice"), new PutItem(type, collection, key, mode, Json.of(data), null, null));
    }

    private ErrorCode refusal(ObjectType type, String collection, @Nullable String key, PutMode mode) {
        return sync.refusal(client("bob"), new PutItem(type, collection, key, mode, Json.of("1"), null, null));
    }
}
