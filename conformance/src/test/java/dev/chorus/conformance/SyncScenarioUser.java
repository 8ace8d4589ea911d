package dev.chorus.conformance;

import dev.chorus.client.Page;
import dev.chorus.client.sync.Item;
import dev.chorus.client.sync.ItemQuery;
import dev.chorus.client.sync.ListItem;
import dev.chorus.client.sync.MapItem;
import dev.chorus.client.sync.SyncClient;
import dev.chorus.client.sync.SyncDocument;
import dev.chorus.client.sync.SyncList;
import dev.chorus.client.sync.SyncMap;
import dev.chorus.client.sync.SyncObject;
import dev.chorus.client.sync.SyncStream;
import dev.chorus.client.sync.Ttl;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A user of {@link SyncClient}. */
final class SyncScenarioUser implements ScenarioUser {
    private final SyncClient client;
    private final Consumer<JsonObject> tell;
    private final Map<String, SyncObject> objects = new ConcurrentHashMap<>();

    SyncScenarioUser(Vertx vertx, JsonObject with, Consumer<JsonObject> tell) {
        this.client = new SyncClient(vertx, with.getString("token"), ScenarioDriver.options(with));
        this.tell = tell;
    }

    @Override
    public Future<?> connected() {
        return Future.succeededFuture();
    }

    @Override
    public Future<?> perform(String call, JsonObject with) {
        String name = with.getString("name", "");
        JsonObject value = with.getJsonObject("value");
        return switch (call) {
            case "state" -> Future.succeededFuture(client.connectionState().word());
            case "close" -> client.shutdown();
            case "open" -> open(with.getString("kind"), name);
            case "reopen" -> {
                objects.get(name).close();
                yield open(with.getString("kind"), name);
            }
            case "listens" -> Future.succeededFuture();
            case "set" -> document(name).set(value).mapEmpty();
            case "update" -> document(name).update(value).mapEmpty();
            case "mutate" ->
                document(name)
                        .mutate(data -> added(data, with.getJsonObject("add"))
                                .mergeIn(with.getJsonObject("set", new JsonObject())))
                        .mapEmpty();
            case "value" -> Future.succeededFuture(document(name).data());
            case "remove" -> remove(objects.get(name));
            case "push" -> list(name).push(value).map(item -> new JsonObject().put("key", item.index()));
            case "pushMany" -> pushMany(list(name), with.getInteger("count"));
            case "pushLarge" ->
                list(name)
                        .push(new JsonObject().put("text", "x".repeat(with.getInteger("bytes"))))
                        .mapEmpty();
            case "publish" ->
                ((SyncStream) objects.get(name)).publishMessage(value).mapEmpty();
            default -> objects.get(name) instanceof SyncList list ? ofList(list, call, with) : ofMap(name, call, with);
        };
    }

    private Future<?> ofList(SyncList list, String call, JsonObject with) {
        Long key = with.getLong("key");
        return switch (call) {
            case "setItem" ->
                list.set(key, with.getJsonObject("value"), ttl(with)).mapEmpty();
            case "updateItem" -> list.update(key, with.getJsonObject("value")).mapEmpty();
            case "mutateItem" ->
                list.mutate(key, data -> added(data, with.getJsonObject("add"))).mapEmpty();
            case "removeItem" -> list.remove(key);
            case "get" -> list.get(key).map(Item::data);
            case "items" ->
                all(list.getItems(query(with, with.getLong("from")))).map(SyncScenarioUser::pairs);
            case "keys" -> all(list.getItems(query(with, with.getLong("from")))).map(SyncScenarioUser::ends);
            default -> throw new IllegalArgumentException(call);
        };
    }

    private Future<?> ofMap(String name, String call, JsonObject with) {
        SyncMap map = (SyncMap) objects.get(name);
        String key = with.getString("key");
        return switch (call) {
            case "setItem" ->
                map.set(key, with.getJsonObject("value"), ttl(with)).mapEmpty();
            case "updateItem" -> map.update(key, with.getJsonObject("value")).mapEmpty();
            case "mutateItem" ->
                map.mutate(key, data -> added(data, with.getJsonObject("add"))).mapEmpty();
            case "removeItem" -> map.remove(key);
            case "get" -> map.get(key).map(Item::data);
            case "items" ->
                all(map.getItems(query(with, with.getString("from")))).map(SyncScenarioUser::pairs);
            case "keys" ->
                all(map.getItems(query(with, with.getString("from")))).map(SyncScenarioUser::ends);
            default -> throw new IllegalArgumentException(call);
        };
    }

    private Future<?> open(String kind, String name) {
        Future<? extends SyncObject> opened = switch (kind) {
            case "document" ->
                client.document(name)
                        .onSuccess(document -> document.on(
                                SyncDocument.UPDATED,
                                event -> tell("updated", name, event.isLocal(), "value", event.data())));
            case "list" -> client.list(name).onSuccess(list -> listen(name, list));
            case "map" -> client.map(name).onSuccess(map -> listen(name, map));
            default ->
                client.stream(name)
                        .onSuccess(stream -> stream.on(
                                SyncStream.MESSAGE_PUBLISHED,
                                event -> tell(
                                        "messagePublished",
                                        name,
                                        event.isLocal(),
                                        "value",
                                        event.message().data())));
        };
        return opened.map(object -> {
            objects.put(name, object);
            object.on(SyncObject.REMOVED, event -> tell("removed", name, event.isLocal(), "", null));
            object.on(
                    SyncObject.FAILURE,
                    error -> tell.accept(new JsonObject()
                            .put("event", "failure")
                            .put("of", name)
                            .put("status", error.status())
                            .put("code", error.code())));
            return new JsonObject().put("sid", object.sid());
        });
    }

    private void listen(String name, SyncList list) {
        list.on(
                SyncList.ITEM_ADDED,
                event -> item("itemAdded", name, event.item().index(), event.item(), event.isLocal()));
        list.on(
                SyncList.ITEM_UPDATED,
                event -> item("itemUpdated", name, event.item().index(), event.item(), event.isLocal()));
        list.on(SyncList.ITEM_REMOVED, event -> tell("itemRemoved", name, event.isLocal(), "key", event.key()));
    }

    private void listen(String name, SyncMap map) {
        map.on(SyncMap.ITEM_ADDED, event -> item("itemAdded", name, event.item().key(), event.item(), event.isLocal()));
        map.on(
                SyncMap.ITEM_UPDATED,
                event -> item("itemUpdated", name, event.item().key(), event.item(), event.isLocal()));
        map.on(SyncMap.ITEM_REMOVED, event -> tell("itemRemoved", name, event.isLocal(), "key", event.key()));
    }

    private void item(String event, String of, Object key, Item item, boolean isLocal) {
        tell.accept(new JsonObject()
                .put("event", event)
                .put("of", of)
                .put("key", key)
                .put("value", item.data())
                .put("local", isLocal));
    }

    private void tell(String event, String of, boolean isLocal, String field, Object value) {
        JsonObject told = new JsonObject().put("event", event).put("of", of).put("local", isLocal);
        tell.accept(field.isEmpty() ? told : told.put(field, value));
    }

    private SyncDocument document(String name) {
        return (SyncDocument) objects.get(name);
    }

    private SyncList list(String name) {
        return (SyncList) objects.get(name);
    }

    private static Future<Void> remove(SyncObject object) {
        if (object instanceof SyncDocument document) {
            return document.removeDocument();
        }
        if (object instanceof SyncList list) {
            return list.removeList();
        }
        return object instanceof SyncMap map ? map.removeMap() : ((SyncStream) object).removeStream();
    }

    private static Future<?> pushMany(SyncList list, int count) {
        List<Future<?>> pushed = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            pushed.add(list.push(new JsonObject().put("n", n)));
        }
        return Future.all(pushed).mapEmpty();
    }

    private static Ttl ttl(JsonObject with) {
        return with.getLong("ttl") == null ? Ttl.UNCHANGED : Ttl.ofSeconds(with.getLong("ttl"));
    }

    private static <K> ItemQuery<K> query(JsonObject with, K from) {
        return new ItemQuery<>(from, "desc".equals(with.getString("order")), with.getInteger("pageSize", 50));
    }

    private static <I extends Item> Future<List<Item>> all(Future<Page<I>> first) {
        List<Item> found = new ArrayList<>();
        return first.compose(page -> page.forEach(found::add)).map(found);
    }

    private static Object key(Item item) {
        return item instanceof ListItem listed ? (Object) listed.index() : ((MapItem) item).key();
    }

    private static JsonArray pairs(List<Item> items) {
        JsonArray pairs = new JsonArray();
        items.forEach(item -> pairs.add(new JsonArray().add(key(item)).add(item.data())));
        return pairs;
    }

    private static JsonObject ends(List<Item> items) {
        return new JsonObject()
                .put("count", items.size())
                .put("first", key(items.get(0)))
                .put("last", key(items.get(items.size() - 1)));
    }

    private static JsonObject added(JsonObject data, JsonObject add) {
        add.forEach(entry ->
                data.put(entry.getKey(), data.getInteger(entry.getKey(), 0) + ((Number) entry.getValue()).intValue()));
        return data;
    }
}
