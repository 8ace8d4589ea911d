package dev.chorus.store.item;

import dev.chorus.contract.change.Change;
import dev.chorus.contract.item.ItemPage;
import dev.chorus.contract.item.ItemState;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.store.Outcome;
import dev.chorus.store.Retention;
import dev.chorus.store.key.ObjectKeys;
import dev.chorus.store.script.RedisScript;
import dev.chorus.store.script.ScriptArguments;
import dev.chorus.store.script.ScriptCall;
import dev.chorus.store.script.ScriptRunner;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The items of lists and maps. Keys are in their {@linkplain ItemKey stored form}. All methods fail with the not-found
 * codes of collection and item, with {@link dev.chorus.contract.error.ErrorCode#ACCESS_FORBIDDEN}, and as
 * {@link ScriptRunner#run} does; changes, repeated under the same request id, happen once.
 */
public final class ItemStore {
    private static final RedisScript PUT = RedisScript.load("item/put_item");
    private static final RedisScript REMOVE = RedisScript.load("item/remove_item");
    private static final RedisScript READ = RedisScript.load("item/read_item");
    private static final RedisScript READ_PAGE = RedisScript.load("item/read_items");

    /** After how many bytes a page ends. */
    static final long PAGE_BYTES = 1 << 20;

    private final ScriptRunner scripts;
    private final Retention retention;

    /** A store that runs its scripts here. */
    public ItemStore(ScriptRunner scripts, Retention retention) {
        this.scripts = scripts;
        this.retention = retention;
    }

    /**
     * Adds an item, or replaces one, or moves its end. Fails with the type's item revision mismatch and with
     * {@link dev.chorus.contract.error.ErrorCode#MAP_ITEM_EXISTS} too.
     *
     * @param call on whose behalf
     * @param type list or map
     * @param collection which
     * @param put what to put
     */
    public Future<Outcome<ItemState>> put(ScriptCall call, ObjectType type, ObjectSid collection, NewItem put) {
        ObjectKeys keys = ObjectKeys.of(collection);
        ScriptArguments arguments = writtenKeys(keys, call)
                .add(call.pack(retention))
                .add(collection.value())
                .add(put.key())
                .add(put.mode().name())
                .add(put.data() == null ? null : put.data().utf8())
                .add(put.ttlMillis())
                .add(put.ifMatch());
        return scripts.run(PUT, keys.partition().number(), arguments)
                .compose(reply -> reply.orRefusal(type))
                .map(reply -> {
                    Change result = Change.decode(reply.bytes(5));
                    ItemState state = state(collection, result, reply.number(2), reply.text(3), reply.flag(1));
                    return Outcome.told(
                            state, collection, reply.bytesFrom(6), reply.list(4).textsFrom(0));
                });
    }

    /**
     * Removes an item and answers it as it was. Fails with the type's item revision mismatch too.
     *
     * @param call on whose behalf
     * @param type list or map
     * @param collection which
     * @param key the item's key
     * @param ifMatch the item's revision that must be there; null for any
     */
    public Future<Outcome<ItemState>> remove(
            ScriptCall call, ObjectType type, ObjectSid collection, byte[] key, @Nullable Long ifMatch) {
        return remove(call, type, collection, key, ifMatch, false);
    }

    /** Removes an item whose time is over, and no other. */
    public Future<Outcome<ItemState>> expire(ObjectType type, ObjectSid collection, byte[] key) {
        return remove(ScriptCall.system(), type, collection, key, null, true);
    }

    /** Reads one item. */
    public Future<ItemState> read(ScriptCall call, ObjectType type, ObjectSid collection, byte[] key) {
        ObjectKeys keys = ObjectKeys.of(collection);
        ScriptArguments arguments = readKeys(keys).add(call.pack(retention)).add(key);
        return scripts.run(READ, keys.partition().number(), arguments)
                .compose(reply -> reply.orRefusal(type))
                .map(reply -> StoredItem.decode(type, reply.bytes(2)).state(collection, reply.number(1)));
    }

    /** Reads a page, which also ends after {@link #PAGE_BYTES}. */
    public Future<ItemPage> readPage(ScriptCall call, ObjectType type, ObjectSid collection, PageBounds bounds) {
        ObjectKeys keys = ObjectKeys.of(collection);
        ScriptArguments arguments = readKeys(keys)
                .add(call.pack(retention))
                .add(bounds.from())
                .add(bounds.inclusive())
                .add(bounds.descending())
                .add(bounds.limit())
                .add(PAGE_BYTES);
        return scripts.run(READ_PAGE, keys.partition().number(), arguments)
                .compose(reply -> reply.orRefusal(type))
                .map(reply -> {
                    long aboveLost = reply.number(3);
                    List<ItemState> items = reply.bytesFrom(4).stream()
                            .map(member -> StoredItem.decode(type, member).state(collection, aboveLost))
                            .toList();
                    return new ItemPage(items, reply.flag(1), reply.flag(2));
                });
    }

    private Future<Outcome<ItemState>> remove(
            ScriptCall call,
            ObjectType type,
            ObjectSid collection,
            byte[] key,
            @Nullable Long ifMatch,
            boolean onlyExpired) {
        ObjectKeys keys = ObjectKeys.of(collection);
        ScriptArguments arguments = writtenKeys(keys, call)
                .add(call.pack(retention))
                .add(collection.value())
                .add(key)
                .add(ifMatch)
                .add(onlyExpired ? "expired" : "");
        return scripts.run(REMOVE, keys.partition().number(), arguments)
                .compose(reply -> reply.orRefusal(type))
                .map(reply -> {
                    byte[] change = reply.bytes(4);
                    ItemState state = state(collection, Change.decode(change), reply.number(1), reply.text(2), false);
                    return Outcome.told(
                            state, collection, List.of(change), reply.list(3).textsFrom(0));
                });
    }

    private static ScriptArguments readKeys(ObjectKeys keys) {
        return new ScriptArguments().key(keys.meta()).key(keys.acl()).key(keys.items());
    }

    private static ScriptArguments writtenKeys(ObjectKeys keys, ScriptCall call) {
        return new ScriptArguments()
                .key(keys.meta())
                .key(keys.acl())
                .key(keys.log())
                .key(keys.interest())
                .key(keys.partition().expiry())
                .key(keys.items())
                .key(keys.tombs())
                .key(keys.request(call.service(), call.actor(), call.requestId()));
    }

    private static ItemState state(
            ObjectSid collection, Change result, long createdMillis, String createdBy, boolean created) {
        return new ItemState(
                collection,
                result.key(),
                result.revision(),
                result.eventId(),
                result.data(),
                createdMillis,
                result.atMillis(),
                result.expiresMillis(),
                createdBy,
                created);
    }
}
