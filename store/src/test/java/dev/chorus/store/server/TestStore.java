package dev.chorus.store.server;

import dev.chorus.contract.change.Change;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.item.ItemState;
import dev.chorus.contract.item.PutMode;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectState;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.subscription.Changes;
import dev.chorus.contract.value.Json;
import dev.chorus.store.Outcome;
import dev.chorus.store.Retention;
import dev.chorus.store.Store;
import dev.chorus.store.StoreOptions;
import dev.chorus.store.item.ItemKey;
import dev.chorus.store.item.NewItem;
import dev.chorus.store.object.NewObject;
import dev.chorus.store.script.ScriptCall;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store on an event loop of its own, asked from a test's thread. */
public final class TestStore implements AutoCloseable {
    /** The account of all test objects. */
    public static final String ACCOUNT = "AC" + "1".repeat(32);

    /** The service of all test objects, unless a test is about another. */
    public static final String SERVICE = "IS" + "1".repeat(32);

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final Store store;

    private TestStore(StoreOptions options, Retention retention) {
        store = await(onLoop(() -> Store.open(vertx, options, retention, new SimpleMeterRegistry())));
    }

    /** A store with the usual retention. */
    public static TestStore open(RedisServer redis) {
        return open(redis, Retention.DEFAULT);
    }

    /** A store that keeps this much. */
    public static TestStore open(RedisServer redis, Retention retention) {
        return new TestStore(redis.options(), retention);
    }

    /** A store that talks to Redis in this way. */
    public static TestStore open(StoreOptions options) {
        return new TestStore(options, Retention.DEFAULT);
    }

    /** A call of an identity, unchecked and without a request id. */
    public static ScriptCall by(String identity) {
        return new ScriptCall(SERVICE, identity, "connection-of-" + identity, 7, null, 0);
    }

    /** The same, with a request id. */
    public static ScriptCall by(String identity, String requestId) {
        return new ScriptCall(SERVICE, identity, "connection-of-" + identity, 7, requestId, 0);
    }

    /** The same, where a permission is needed. */
    public static ScriptCall needing(String identity, int right) {
        return new ScriptCall(SERVICE, identity, "", 0, null, right);
    }

    /** The answer to a question, which must not fail. */
    public <T> T get(Function<Store, Future<T>> question) {
        return await(ask(question));
    }

    /** A question on its way. */
    public <T> CompletableFuture<T> ask(Function<Store, Future<T>> question) {
        return onLoop(() -> question.apply(store));
    }

    /** Waits until all connections stand again. */
    public void awaitUp() {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!await(onLoop(() -> Future.succeededFuture(store.connections().isUp())))) {
            if (System.nanoTime() > deadlineNanos) {
                throw new AssertionError("Redis is not back");
            }
            pause();
        }
    }

    /** Waits until an object can be changed again, which its one context is. */
    public void awaitRecovery(ObjectSid collection) {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        ObjectType type = collection.type().orElseThrow();
        while (ask(s -> s.objects().update(by("test"), type, collection, Json.of("{}"), null, null))
                        .handle((done, failure) -> failure)
                        .join()
                != null) {
            if (System.nanoTime() > deadlineNanos) {
                throw new AssertionError("no writes are taken");
            }
            pause();
        }
    }

    private static void pause() {
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS))
                .join();
    }

    /** An object with a name, to be made. */
    public static NewObject named(ObjectType type, String name) {
        return new NewObject(type, ACCOUNT, name, Json.of("{}"), 0);
    }

    /** The code with which a question fails. */
    public ErrorCode refusal(Function<Store, ? extends Future<?>> question) {
        try {
            ask(store -> question.apply(store).mapEmpty()).get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RequestFailedException refusal) {
                return refusal.code();
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("no refusal");
    }

    /** Makes an object without name. */
    public ObjectSid create(ObjectType type) {
        return create(by("alice"), type, null, 0).sid();
    }

    /** Makes an object. */
    public ObjectState create(ScriptCall call, ObjectType type, @Nullable String name, long ttlMillis) {
        NewObject object = new NewObject(type, ACCOUNT, name, Json.of("{\"new\":true}"), ttlMillis);
        return get(store -> store.objects().create(call, object)).reply();
    }

    /** Reads an object. */
    public ObjectState read(ScriptCall call, ObjectSid object) {
        return get(store -> store.objects().read(call, object.type().orElseThrow(), object));
    }

    /** Reads an object by its name. */
    public ObjectState read(ScriptCall call, ObjectType type, String name) {
        return get(store -> store.objects().readNamed(call, type, name));
    }

    /** Appends to a list. */
    public ItemState push(ObjectSid list, String data) {
        NewItem item = new NewItem(null, PutMode.PUSH, Json.of(data), null, null);
        return get(store -> store.items().put(by("alice"), ObjectType.LIST, list, item))
                .reply();
    }

    /** Sets a map's item. */
    public ItemState set(ObjectSid map, String key, String data) {
        return put(by("alice"), map, item(key, PutMode.SET, data, null, null)).reply();
    }

    /** Puts a map's item. */
    public Outcome<ItemState> put(ScriptCall call, ObjectSid map, NewItem item) {
        return get(store -> store.items().put(call, ObjectType.MAP, map, item));
    }

    /** Removes an item of a list or map. */
    public ItemState remove(ObjectSid collection, String key) {
        ObjectType type = collection.type().orElseThrow();
        return get(store -> store.items().remove(by("alice"), type, collection, key(type, key), null))
                .reply();
    }

    /** Updates a document's value or a collection's context. */
    public ObjectState update(ObjectSid object, String data) {
        ObjectType type = object.type().orElseThrow();
        return get(store -> store.objects().update(by("alice"), type, object, Json.of(data), null, null))
                .reply();
    }

    /** Follows an object. */
    public Changes follow(ObjectSid object, String gateway, @Nullable Long after) {
        return get(store -> store.log().follow(by("bob"), object, gateway, after, false));
    }

    /** What is to be put under a map's key. */
    public static NewItem item(
            String key, PutMode mode, @Nullable String data, @Nullable Long ttlMillis, @Nullable Long ifMatch) {
        return new NewItem(key(ObjectType.MAP, key), mode, data == null ? null : Json.of(data), ttlMillis, ifMatch);
    }

    /** A key's stored form. */
    public static byte[] key(ObjectType type, String key) {
        return ItemKey.encode(type, key).orElseThrow();
    }

    /** An outcome's changes, read. */
    public static List<Change> changes(Outcome<?> outcome) {
        return outcome.changes().stream().map(Change::decode).toList();
    }

    /** Changes in short: kind, event id, key and data. */
    public static List<String> told(Changes changes) {
        return changes.changes().stream().map(TestStore::told).toList();
    }

    /** A change in short. */
    public static String told(Change change) {
        return change.kind() + " " + change.eventId() + " " + change.key() + "=" + change.data();
    }

    @Override
    public void close() {
        await(onLoop(store::close));
        await(vertx.close().toCompletionStage().toCompletableFuture());
    }

    private <T> CompletableFuture<T> onLoop(Supplier<Future<T>> step) {
        CompletableFuture<T> done = new CompletableFuture<>();
        context.runOnContext(go -> step.get().onComplete(done::complete, done::completeExceptionally));
        return done;
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
