package dev.chorus.client.messaging;

import dev.chorus.client.ChorusException;
import dev.chorus.client.connection.CallRequest;
import dev.chorus.client.connection.Feed;
import dev.chorus.client.connection.FeedListener;
import dev.chorus.client.connection.FollowedObject;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A map of the server that is followed, and read where that is wanted: each change is told once. */
final class MapView implements FeedListener {
    private static final int PAGE = 100;
    private static final long RETRY_MILLIS = 1_000;

    /** What a view of a map tells. */
    interface Listener {
        /** A key has this now. */
        void set(String key, JsonObject data, Why why);

        /** A key is gone; its last data comes along where it is known. */
        default void removed(String key, @Nullable JsonObject data) {}
    }

    /** How it is known what a key has. */
    enum Why {
        /** It was read. */
        READ,
        /** An event says that it has come. */
        ADDED,
        /** An event says that it has changed. */
        UPDATED
    }

    private final MessagingContext context;
    private final String sid;
    private final Listener listener;
    private final Set<String> keys = new HashSet<>();
    private Feed feed;
    private boolean closed;
    /** The last event of each key. */
    private final Map<String, Long> ids = new HashMap<>();
    /** What was removed while pages are being read, which may be older. */
    private @Nullable Map<String, Long> removed;

    private @Nullable Future<Void> loading;

    private MapView(MessagingContext context, JsonObject root, Listener listener) {
        this.context = context;
        this.sid = root.getString("sid");
        this.listener = listener;
        this.feed = follow(context, root, this);
    }

    private static Feed follow(MessagingContext context, JsonObject root, MapView view) {
        FollowedObject map = new FollowedObject(root.getString("sid"), "map");
        return context.subscriptions().follow(map, root.getLong("last_event_id"), view);
    }

    /** Opens a map by its name and follows it from then on. */
    static Future<MapView> open(MessagingContext context, String name, Listener listener, boolean withItems) {
        CallRequest request = CallRequest.get("/v3/Maps/" + MessagingContext.encoded(name))
                .withParam("Include", withItems ? "items" : null);
        return context.ask(request).map(answer -> {
            MapView view = new MapView(context, answer.body(), listener);
            view.takeAll(answer.body().getJsonArray("items", new JsonArray()));
            return view;
        });
    }

    /** Completes when changes are told as they happen. */
    Future<Void> live() {
        return feed.live();
    }

    /** Reads all items, once. */
    Future<Void> load() {
        if (loading == null || loading.failed()) {
            removed = new HashMap<>();
            loading = page(CallRequest.get("/v3/Maps/" + sid + "/Items").withParam("PageSize", PAGE));
        }
        return loading;
    }

    void close() {
        closed = true;
        context.subscriptions().unfollow(feed);
    }

    @Override
    public void changed(String eventType, JsonObject event) {
        String key = event.getString("item_key");
        switch (eventType) {
            case "map_item_removed" -> {
                ids.remove(key);
                keys.remove(key);
                if (removed != null) {
                    removed.put(key, event.getLong("id"));
                }
                listener.removed(key, event.getJsonObject("item_data"));
            }
            case "map_item_added", "map_item_updated" -> {
                ids.put(key, event.getLong("id"));
                keys.add(key);
                Why why = eventType.equals("map_item_added") ? Why.ADDED : Why.UPDATED;
                listener.set(key, event.getJsonObject("item_data"), why);
            }
            default -> {
                // A cursor, or an event of a later server.
            }
        }
    }

    @Override
    public void gone() {
        // What it told about ends by other events.
    }

    @Override
    public void failed(ChorusException error) {
        if (error.code() == FeedListener.CURSOR_LOST) {
            readAnew();
        }
    }

    /** The server does not have all that was told. What it has is read, and told where it differs. */
    private void readAnew() {
        if (closed) {
            return;
        }
        context.ask(CallRequest.get("/v3/Maps/" + sid))
                .compose(answer -> {
                    Set<String> before = Set.copyOf(keys);
                    keys.clear();
                    ids.clear();
                    feed = follow(context, answer.body(), this);
                    if (loading == null) {
                        return Future.succeededFuture();
                    }
                    loading = null;
                    return load().onSuccess(read -> before.stream()
                            .filter(key -> !keys.contains(key))
                            .forEach(key -> listener.removed(key, null)));
                })
                .onFailure(failure -> context.loop().later(RETRY_MILLIS, this::readAnew));
    }

    private Future<Void> page(CallRequest request) {
        return context.ask(request).compose(answer -> {
            takeAll(answer.body().getJsonArray("items"));
            String next = answer.body().getJsonObject("meta").getString("next_token");
            if (next == null) {
                removed = null;
                return Future.succeededFuture();
            }
            return page(CallRequest.get("/v3/Maps/" + sid + "/Items").withParam("PageToken", next));
        });
    }

    /** What was read may be older than what events have told; where it is newer, its event is still to come. */
    private void takeAll(JsonArray items) {
        for (int i = 0; i < items.size(); i++) {
            JsonObject item = items.getJsonObject(i);
            String key = item.getString("key");
            long known = Math.max(ids.getOrDefault(key, -1L), removed == null ? -1L : removed.getOrDefault(key, -1L));
            if (known < item.getLong("last_event_id")) {
                keys.add(key);
                listener.set(key, item.getJsonObject("data"), Why.READ);
            }
        }
    }
}
