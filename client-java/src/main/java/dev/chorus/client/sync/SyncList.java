package dev.chorus.client.sync;

import dev.chorus.client.EventType;
import dev.chorus.client.connection.CallRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** Items in the order in which they were appended. */
public final class SyncList extends SyncCollection<Long, ListItem> {
    /** An item was appended, here or elsewhere. */
    public static final EventType<ItemAdded<ListItem>> ITEM_ADDED = new EventType<>("itemAdded");
    /** An item has other data. */
    public static final EventType<ItemUpdated<ListItem>> ITEM_UPDATED = new EventType<>("itemUpdated");
    /** An item was removed, or ended by itself. */
    public static final EventType<ItemRemoved<Long>> ITEM_REMOVED = new EventType<>("itemRemoved");

    private static final Kind<Long, ListItem> KIND = new Kind<>(
            "Index",
            "index",
            index -> index instanceof Number number ? number.longValue() : Long.parseLong(index.toString()),
            (index, data, resource) -> new ListItem(
                    index,
                    data,
                    resource.getString("revision"),
                    Instant.parse(resource.getString("date_updated")),
                    date(resource.getString("date_expires"))),
            54151,
            false,
            ITEM_ADDED,
            ITEM_UPDATED,
            ITEM_REMOVED);

    SyncList(SyncContext context, JsonObject root) {
        super(context, "list", "Lists", KIND, root);
    }

    /** Appends an item. Calls in a row append in their order. Completes with the item. */
    public Future<ListItem> push(JsonObject data) {
        return push(data, Ttl.UNCHANGED);
    }

    /** The same, and sets when the item removes itself. */
    public Future<ListItem> push(JsonObject data, Ttl ttl) {
        JsonObject value = data.copy();
        CallRequest request = CallRequest.post(path() + "/Items", ttl.into(new JsonObject().put("data", value)));
        return inOrder(
                "push",
                () -> call(request, answer -> ownItem(answer.body().getLong("index"), value, answer.body(), true)));
    }

    /** Removes the list for everybody. */
    public Future<Void> removeList() {
        return removeObject();
    }
}
