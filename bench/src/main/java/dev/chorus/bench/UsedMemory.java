package dev.chorus.bench;

import dev.chorus.store.StoreOptions;
import dev.chorus.store.connection.Destination;
import dev.chorus.store.connection.RedisConnections;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much memory a Redis says that it uses. */
final class UsedMemory implements AutoCloseable {
    private static final Pattern USED = Pattern.compile("used_memory:(\\d+)");

    private final Vertx vertx;
    private final Context loop;
    private final RedisConnections connections;

    private UsedMemory(Vertx vertx, Context loop, RedisConnections connections) {
        this.vertx = vertx;
        this.loop = loop;
        this.connections = connections;
    }

    static UsedMemory of(String redisUri) throws Exception {
        Vertx vertx = Vertx.vertx();
        Context loop = vertx.getOrCreateContext();
        RedisConnections connections = await(loop, () -> {
            RedisConnections made = RedisConnections.create(vertx, StoreOptions.standalone(redisUri));
            return made.open().map(made);
        });
        return new UsedMemory(vertx, loop, connections);
    }

    /** In bytes, a few seconds from now: what is over leaves when Redis looks for it. */
    long bytes() throws Exception {
        TimeUnit.SECONDS.sleep(3);
        String info = await(
                        loop,
                        () -> connections.send(
                                Destination.of(0, ""), Request.cmd(Command.INFO).arg("memory"), false))
                .toString();
        Matcher used = USED.matcher(info);
        if (!used.find()) {
            throw new IllegalStateException("no used_memory");
        }
        return Long.parseLong(used.group(1));
    }

    @Override
    public void close() {
        loop.runOnContext(turn -> connections.close().onComplete(closed -> vertx.close()));
    }

    private static <T> T await(Context loop, Supplier<Future<T>> step) throws Exception {
        Promise<T> done = Promise.promise();
        loop.runOnContext(turn -> step.get().onComplete(done));
        return done.future().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
