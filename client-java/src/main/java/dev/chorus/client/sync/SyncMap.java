package dev.chorus.client.sync;

import dev.chorus.client.EventType;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** Items by keys of 1 to 320 characters. */
public final class SyncMap extends SyncCollection<String, MapItem> {
    /** A key has come, here or elsewhere. */
    public static final EventType<ItemAdded<MapItem>> ITEM_ADDED = new EventType<>("itemAdded");
    /** A key has other data. */
    public static final EventType<ItemUpdated<MapItem>> ITEM_UPDATED = new EventType<>("itemUpdated");
    /** A key was removed, or ended by itself. */
    public static final EventType<ItemRemoved<String>> ITEM_REMOVED = new EventType<>("itemRemoved");

    private static final Kind<String, MapItem> KIND = new Kind<>(
            "Key",
            "key",
            Object::toString,
            (key, data, resource) -> new MapItem(
                    key,
                    data,
                    resource.getString("revision"),
                    Instant.parse(resource.getString("date_updated")),
                    date(resource.getString("date_expires"))),
            54201,
            true,
            ITEM_ADDED,
            ITEM_UPDATED,
            ITEM_REMOVED);

    SyncMap(SyncContext context, JsonObject root) {
        super(context, "map", "Maps", KIND, root);
    }

    /** Removes the map for everybody. */
    public Future<Void> removeMap() {
        return removeObject();
    }
}
