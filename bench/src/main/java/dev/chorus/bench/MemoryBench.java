package dev.chorus.bench;

import dev.chorus.contract.item.PutMode;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.value.Cesu8;
import dev.chorus.contract.value.Json;
import dev.chorus.server.Durability;
import dev.chorus.server.redis.EmbeddedRedis;
import dev.chorus.store.Retention;
import dev.chorus.store.Store;
import dev.chorus.store.StoreOptions;
import dev.chorus.store.connection.Destination;
import dev.chorus.store.item.NewItem;
import dev.chorus.store.object.NewObject;
import dev.chorus.store.script.ScriptCall;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** How many bytes of Redis's memory things cost. Requests have no ids and logs are short, so that only they remain. */
final class MemoryBench {
    private static final int MANY = 100_000;
    private static final int AT_ONCE = 256;
    private static final ScriptCall CALL = new ScriptCall(DevelopmentKeyring.SERVICE, "alice", "", 0, null, 0);

    /** Logs that end at once, to see things without them, and logs that stay. */
    private static final Retention WITHOUT_LOG = retention(Duration.ofMillis(1));

    private final Context loop;
    private final Store store;

    private MemoryBench(Context loop, Store store) {
        this.loop = loop;
        this.store = store;
    }

    public static void main(String[] arguments) throws Exception {
        Table table = new Table("what", "bytes each", "of them data");
        Vertx vertx = Vertx.vertx();
        for (int dataBytes : new int[] {100, 1_000}) {
            Json data = Json.of("{\"t\":\"" + "x".repeat(dataBytes - 8) + "\"}");
            measure(vertx, WITHOUT_LOG, "list item", data, table, ObjectType.LIST);
            measure(vertx, WITHOUT_LOG, "map item, key of 12", data, table, ObjectType.MAP);
        }
        Json small = Json.of("{\"t\":\"" + "x".repeat(92) + "\"}");
        measureObjects(vertx, WITHOUT_LOG, "idle document", ObjectType.DOCUMENT, small, false, table);
        measureObjects(vertx, WITHOUT_LOG, "idle empty list", ObjectType.LIST, Json.emptyObject(), false, table);
        measureObjects(
                vertx, Retention.DEFAULT, "document with a log of one change", ObjectType.DOCUMENT, small, true, table);
        table.print();
        System.exit(0);
    }

    private static void measure(Vertx vertx, Retention retention, String what, Json data, Table table, ObjectType type)
            throws Exception {
        with(vertx, retention, bench -> {
            ObjectSid collection = await(bench.loop, () -> bench.create(type, Json.emptyObject()));
            long before = bench.usedMemory();
            bench.times(MANY, i -> bench.store.items().put(CALL, type, collection, item(type, i, data)));
            table.add(what, (double) (bench.usedMemory() - before) / MANY, data.size());
        });
    }

    private static void measureObjects(
            Vertx vertx, Retention retention, String what, ObjectType type, Json data, boolean changed, Table table)
            throws Exception {
        with(vertx, retention, bench -> {
            long before = bench.usedMemory();
            bench.times(
                    MANY,
                    i -> changed
                            ? bench.create(type, data)
                                    .compose(sid -> bench.store.objects().update(CALL, type, sid, data, null, null))
                            : bench.create(type, data));
            table.add(what, (double) (bench.usedMemory() - before) / MANY, data.size());
        });
    }

    private static NewItem item(ObjectType type, int number, Json data) {
        return type == ObjectType.LIST
                ? new NewItem(null, PutMode.PUSH, data, null, null)
                : new NewItem(Cesu8.encode(String.format("key-%08d", number)), PutMode.SET, data, null, null);
    }

    private Future<ObjectSid> create(ObjectType type, Json data) {
        return store.objects()
                .create(CALL, new NewObject(type, DevelopmentKeyring.ACCOUNT, null, data, 0))
                .map(outcome -> outcome.reply().sid());
    }

    private long usedMemory() throws Exception {
        // Logs that are over leave when Redis looks for them, some at a time.
        TimeUnit.SECONDS.sleep(3);
        String info = await(
                        loop,
                        () -> store.connections()
                                .send(
                                        Destination.of(0, ""),
                                        Request.cmd(Command.INFO).arg("memory"),
                                        false))
                .toString();
        Matcher used = Pattern.compile("used_memory:(\\d+)").matcher(info);
        if (!used.find()) {
            throw new IllegalStateException("no used_memory");
        }
        return Long.parseLong(used.group(1));
    }

    private void times(int count, IntFunction<Future<?>> step) throws Exception {
        for (int from = 0; from < count; from += AT_ONCE) {
            int first = from;
            int last = Math.min(count, from + AT_ONCE);
            await(
                    loop,
                    () -> Future.all(IntStream.range(first, last).mapToObj(step).toList()));
        }
    }

    /** A store belongs to an event loop, so everything is asked for there. */
    private static <T> T await(Context loop, Supplier<Future<T>> step) throws Exception {
        Promise<T> done = Promise.promise();
        loop.runOnContext(turn -> step.get().onComplete(done));
        return done.future().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static void with(Vertx vertx, Retention retention, Measurement measurement) throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start(Files.createTempDirectory("chorus-bench"), Durability.MEMORY)) {
            Context loop = vertx.getOrCreateContext();
            StoreOptions options = StoreOptions.standalone(redis.uri());
            Store store = await(loop, () -> Store.open(vertx, options, retention, new CompositeMeterRegistry()));
            measurement.run(new MemoryBench(loop, store));
            await(loop, store::close);
        }
    }

    private static Retention retention(Duration logAge) {
        Retention usual = Retention.DEFAULT;
        return new Retention(
                usual.logLength(),
                logAge,
                usual.tombstones(),
                usual.tombstoneAge(),
                usual.requestAge(),
                usual.interestLease());
    }

    private interface Measurement {
        void run(MemoryBench bench) throws Exception;
    }
}
