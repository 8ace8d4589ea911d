package dev.chorus.client.sync;

import dev.chorus.client.ChorusException;
import dev.chorus.client.EventType;
import dev.chorus.client.Page;
import dev.chorus.client.connection.Answer;
import dev.chorus.client.connection.CallRequest;
import dev.chorus.client.connection.Recent;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What lists and maps have in common.
 *
 * @param <K> an index or a key
 * @param <I> an item
 */
abstract class SyncCollection<K, I extends Item> extends SyncObject {
    private static final int REMEMBERED_ITEMS = 1_000;
    private static final int REVISION_MISMATCH = 412;
    private static final int CREATED = 201;
    /** The revision of what does not exist yet (sync specification, section 14). */
    private static final String NO_REVISION = "-1";

    /** The items that were seen last, as of the last event: what an update replaces, and a mutation begins with. */
    private final Recent<K, I> seen = new Recent<>(REMEMBERED_ITEMS);

    private final Kind<K, I> kind;

    /**
     * What makes a list a list and a map a map.
     *
     * @param keyParameter how requests name the key
     * @param key an item's key in a resource or an event, whose field has this name
     * @param item an item of its key and the facts of a resource
     * @param notFound the code of an item that is missing
     * @param upserts whether a write to a missing key makes it
     */
    record Kind<K, I extends Item>(
            String keyParameter,
            String keyField,
            Function<Object, K> key,
            ItemMaker<K, I> item,
            int notFound,
            boolean upserts,
            EventType<ItemAdded<I>> added,
            EventType<ItemUpdated<I>> updated,
            EventType<ItemRemoved<K>> removed) {}

    /** Makes an item. */
    interface ItemMaker<K, I> {
        I make(K key, JsonObject data, JsonObject resource);
    }

    SyncCollection(SyncContext context, String type, String collection, Kind<K, I> kind, JsonObject root) {
        super(context, type, collection, root);
        this.kind = kind;
    }

    /** Reads an item. Fails with 404 if there is none. */
    public Future<I> get(K key) {
        return loop(() -> read(key)).map(item -> {
            if (item == null) {
                throw missing(key);
            }
            return item;
        });
    }

    /** Replaces an item's data. Completes with the item. */
    public Future<I> set(K key, JsonObject data) {
        return set(key, data, Ttl.UNCHANGED);
    }

    /** The same, and sets when the item removes itself. */
    public Future<I> set(K key, JsonObject data, Ttl ttl) {
        JsonObject value = data.copy();
        return inOrder("item " + key, () -> send(key, value, null, ttl));
    }

    /** Merges fields into an item's data. Nobody's change is lost. */
    public Future<I> update(K key, JsonObject fields) {
        JsonObject changes = fields.copy();
        return mutate(key, present -> present.mergeIn(changes.copy()));
    }

    /**
     * Changes an item by a function of what it is. Where others change it meanwhile, the function is asked again with
     * what they left; where it gives null, the item stays as it is. A key of a map that is missing begins empty.
     */
    public Future<I> mutate(K key, Function<JsonObject, @Nullable JsonObject> change) {
        return inOrder("item " + key, () -> {
            I known = seen.get(key);
            return known == null ? read(key).compose(item -> attempt(key, change, item)) : attempt(key, change, known);
        });
    }

    /** Removes an item. Fails with 404 if there is none. */
    public Future<Void> remove(K key) {
        return inOrder("item " + key, () -> {
            Runnable answered = feed().ask();
            return call(CallRequest.of("DELETE", itemPath(key)), answer -> {
                        Future<Void> told = feed().own(answer.body().getLong("last_event_id"), () -> {
                            I known = seen.get(key);
                            drop(key, known == null ? null : known.data(), true);
                        });
                        answered.run();
                        return told;
                    })
                    .onComplete(done -> answered.run());
        });
    }

    /** Reads a page of items, from the beginning on. */
    public Future<Page<I>> getItems() {
        return getItems(ItemQuery.all());
    }

    /** Reads a page of items. */
    public Future<Page<I>> getItems(ItemQuery<K> query) {
        return loop(() -> page(CallRequest.get(path() + "/Items")
                .withParam("HideExpired", true)
                .withParam("PageSize", query.pageSize())
                .withParam("Order", query.descending() ? "desc" : "asc")
                .withParam("From", query.from())));
    }

    /** Sets when an item removes itself: seconds from now, 0 for never. */
    public Future<Void> setItemTtl(K key, long ttlSeconds) {
        JsonObject body = new JsonObject().put("ttl", ttlSeconds);
        return inOrder("item " + key, () -> call(CallRequest.post(itemPath(key), body)))
                .mapEmpty();
    }

    /** An own addition or update, told in its turn. */
    Future<I> ownItem(K key, JsonObject data, JsonObject body, boolean isNew) {
        I item = kind.item.make(key, data, body);
        return feed().own(body.getLong("last_event_id"), () -> take(isNew, key, item, true))
                .map(item);
    }

    @Override
    void changed(String eventType, JsonObject event) {
        Object key = event.getValue("item_" + kind.keyField);
        if (key == null) {
            // A cursor, which says only that there was something, or an event of a later server.
            return;
        }
        K itemKey = kind.key.apply(key);
        String change = eventType.substring(eventType.lastIndexOf('_') + 1);
        JsonObject data = event.getJsonObject("item_data");
        if (change.equals("removed")) {
            drop(itemKey, data, false);
        } else {
            JsonObject facts = new JsonObject()
                    .put("revision", event.getString("item_revision"))
                    .put("date_updated", event.getString("date_created"))
                    .put("date_expires", event.getString("date_expires"));
            // A replay tells a removal and a new addition as the addition alone.
            boolean isNew = change.equals("added") && !seen.containsKey(itemKey);
            take(isNew, itemKey, kind.item.make(itemKey, data, facts), false);
        }
    }

    private Future<I> attempt(K key, Function<JsonObject, @Nullable JsonObject> change, @Nullable I base) {
        if (base == null && !kind.upserts) {
            return Future.failedFuture(missing(key));
        }
        JsonObject value =
                change.apply(base == null ? new JsonObject() : base.data().copy());
        if (value == null) {
            return base == null ? Future.failedFuture(missing(key)) : Future.succeededFuture(base);
        }
        return send(key, value.copy(), base == null ? NO_REVISION : base.revision(), Ttl.UNCHANGED)
                .recover(failure -> failure instanceof ChorusException refusal && refusal.status() == REVISION_MISMATCH
                        ? read(key).compose(present -> attempt(key, change, present))
                        : Future.failedFuture(failure));
    }

    private Future<I> send(K key, JsonObject value, @Nullable String ifMatch, Ttl ttl) {
        CallRequest request = CallRequest.of(kind.upserts ? "PUT" : "POST", itemPath(key))
                .withBody(ttl.into(new JsonObject().put("data", value)).encode());
        return call(
                ifMatch == null ? request : request.withHeader("If-Match", ifMatch),
                answer -> ownItem(key, value, answer.body(), answer.status() == CREATED));
    }

    private Future<@Nullable I> read(K key) {
        return call(CallRequest.get(path() + "/Items").withParam(kind.keyParameter, key))
                .map(answer -> {
                    JsonArray items = answer.body().getJsonArray("items");
                    return items.isEmpty() ? null : ofResource(items.getJsonObject(0));
                });
    }

    private Future<Page<I>> page(CallRequest request) {
        return call(request).map(this::pageOf);
    }

    private Page<I> pageOf(Answer answer) {
        JsonArray resources = answer.body().getJsonArray("items");
        List<I> items = new ArrayList<>(resources.size());
        for (int i = 0; i < resources.size(); i++) {
            items.add(ofResource(resources.getJsonObject(i)));
        }
        JsonObject meta = answer.body().getJsonObject("meta");
        return new Page<>(items, turn(meta.getString("next_token")), turn(meta.getString("previous_token")));
    }

    private @Nullable Supplier<Future<Page<I>>> turn(@Nullable String token) {
        return token == null
                ? null
                : () -> loop(() -> page(CallRequest.get(path() + "/Items").withParam("PageToken", token)));
    }

    private I ofResource(JsonObject resource) {
        K key = kind.key.apply(Objects.requireNonNull(resource.getValue(kind.keyField)));
        return kind.item.make(key, resource.getJsonObject("data"), resource);
    }

    private String itemPath(K key) {
        String segment =
                URLEncoder.encode(key.toString(), StandardCharsets.UTF_8).replace("+", "%20");
        return path() + "/Items/" + segment;
    }

    private void take(boolean isNew, K key, I item, boolean isLocal) {
        I previous = seen.put(key, item);
        if (isNew) {
            emit(kind.added, new ItemAdded<>(item, isLocal));
        } else {
            emit(kind.updated, new ItemUpdated<>(item, previous == null ? null : previous.data(), isLocal));
        }
    }

    private void drop(K key, @Nullable JsonObject previousData, boolean isLocal) {
        seen.remove(key);
        emit(kind.removed, new ItemRemoved<>(key, previousData, isLocal));
    }

    private ChorusException missing(K key) {
        return new ChorusException(kind.notFound, 404, "There is no item " + key);
    }
}
