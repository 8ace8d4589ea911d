package dev.chorus.bench;

import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.value.Json;
import dev.chorus.store.Retention;
import dev.chorus.store.Store;
import dev.chorus.store.StoreOptions;
import dev.chorus.store.connection.Destination;
import dev.chorus.store.key.Partition;
import dev.chorus.store.object.NewObject;
import dev.chorus.store.script.ScriptCall;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes many documents by the store's own script, with nothing before it, and asks Redis about itself. */
final class ObjectFill implements AutoCloseable {
    private static final int IN_FLIGHT = 512;
    private static final int PATIENCE_MINUTES = 5;
    private static final int DEFAULT_REWRITE_PERCENTAGE = 100;

    private final Vertx vertx;
    private final Context loop;
    private final Store store;
    private final Json data = Json.of(WriteBench.data());
    private final List<String> sids = new ArrayList<>();
    private long started;

    private ObjectFill(Vertx vertx, Context loop, Store store) {
        this.vertx = vertx;
        this.loop = loop;
        this.store = store;
    }

    static ObjectFill over(String redisUri) throws Exception {
        Vertx vertx = Vertx.vertx();
        Context loop = vertx.getOrCreateContext();
        Store store = await(
                loop,
                () -> Store.open(
                        vertx, StoreOptions.standalone(redisUri), Retention.DEFAULT, new CompositeMeterRegistry()));
        return new ObjectFill(vertx, loop, store);
    }

    /** Makes documents until there are so many, and returns how many were made in a second. */
    double upTo(int count) throws Exception {
        rewriteAt(DEFAULT_REWRITE_PERCENTAGE);
        int before = sids.size();
        long startNanos = System.nanoTime();
        Promise<Void> done = Promise.promise();
        loop.runOnContext(turn -> {
            started = before;
            for (int i = 0; i < IN_FLIGHT; i++) {
                next(count, done);
            }
        });
        done.future().toCompletionStage().toCompletableFuture().get(PATIENCE_MINUTES, TimeUnit.MINUTES);
        return (count - before) / ((System.nanoTime() - startNanos) / 1e9);
    }

    /** The sids of all documents, which nobody changes while they are made. */
    List<String> sids() {
        return sids;
    }

    /**
     * Waits until listings have followed, and has Redis write its file anew no more: the copy of the process that does so
     * would have its share of the core on which Redis is measured.
     */
    void awaitQuiet() throws Exception {
        rewriteAt(0);
        long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
        while (outboxEntries() > 0 || isRewriting()) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("not quiet within " + PATIENCE_MINUTES + " minutes");
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    /** Has Redis count how long its commands take from now on. */
    void forgetLatencies() throws Exception {
        ask(Request.cmd(Command.CONFIG).arg("RESETSTAT"));
    }

    /** A number of Redis's own. */
    double redis(String section, String field) throws Exception {
        Matcher found = Pattern.compile("(?m)^" + field + "([0-9.]+)").matcher(info(section));
        return found.find() ? Double.parseDouble(found.group(1)) : 0;
    }

    @Override
    public void close() {
        loop.runOnContext(turn -> store.close().onComplete(closed -> vertx.close()));
    }

    private void next(int count, Promise<Void> done) {
        if (started == count) {
            return;
        }
        started++;
        ScriptCall call = new ScriptCall(DevelopmentKeyring.SERVICE, "load", "", 0, null, 0);
        store.objects()
                .create(call, new NewObject(ObjectType.DOCUMENT, DevelopmentKeyring.ACCOUNT, null, data, 0))
                .onComplete(
                        made -> {
                            sids.add(made.reply().sid().value());
                            if (sids.size() == count) {
                                done.complete();
                            }
                            next(count, done);
                        },
                        done::tryFail);
    }

    /** At what growth, in per cent, Redis writes its file anew; 0 is never. */
    private void rewriteAt(int percentage) throws Exception {
        ask(Request.cmd(Command.CONFIG)
                .arg("SET")
                .arg("auto-aof-rewrite-percentage")
                .arg(percentage));
    }

    private boolean isRewriting() throws Exception {
        String persistence = info("persistence");
        return persistence.contains("aof_rewrite_in_progress:1") || persistence.contains("aof_rewrite_scheduled:1");
    }

    private long outboxEntries() throws Exception {
        return await(loop, () -> {
            List<Future<Long>> lengths = new ArrayList<>();
            for (int number = 0; number < Partition.COUNT; number++) {
                String outbox = Partition.all().get(number).outbox();
                lengths.add(store.connections()
                        .send(
                                Destination.of(number, outbox),
                                Request.cmd(Command.XLEN).arg(outbox),
                                false)
                        .map(length -> length.toLong()));
            }
            return Future.all(lengths)
                    .map(all -> lengths.stream().mapToLong(Future::result).sum());
        });
    }

    private String info(String section) throws Exception {
        return ask(Request.cmd(Command.INFO).arg(section));
    }

    private String ask(Request request) throws Exception {
        return await(loop, () -> store.connections().send(Destination.of(0, ""), request, false))
                .toString();
    }

    private static <T> T await(Context loop, Supplier<Future<T>> step) throws Exception {
        Promise<T> done = Promise.promise();
        loop.runOnContext(turn -> step.get().onComplete(done));
        return done.future().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
