package dev.chorus.store.connection;

import dev.chorus.store.connection.SentinelPoll.Named;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One Sentinel, over a connection that is kept as long as it answers. */
final class Sentinel {
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private final Supplier<Redis> dialer;
    private final String name;
    private @Nullable Redis client;

    Sentinel(Supplier<Redis> dialer, String name) {
        this.dialer = dialer;
        this.name = name;
    }

    /** Which server it takes for the primary. */
    Future<Named> ask() {
        Redis asked = client == null ? dialer.get() : client;
        client = asked;
        return asked.connect()
                .compose(connection -> ask(connection).onComplete(done -> connection.close()))
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(failure -> forget(asked));
    }

    Future<Void> close() {
        Redis open = client;
        client = null;
        return open == null ? Future.succeededFuture() : open.close();
    }

    private Future<Named> ask(RedisConnection connection) {
        Future<HostAndPort> at =
                connection.send(question("GET-MASTER-ADDR-BY-NAME")).compose(Sentinel::address);
        // Where asking for the epoch is not allowed, all are as new as each other.
        Future<Long> epoch =
                connection.send(question("MASTER")).map(Sentinel::epoch).otherwise(0L);
        return Future.all(at, epoch).map(both -> new Named(at.result(), epoch.result()));
    }

    private void forget(Redis failed) {
        if (client == failed) {
            client = null;
        }
        failed.close();
    }

    private Request question(String what) {
        return Request.cmd(Command.SENTINEL).arg(what).arg(name);
    }

    private static Future<HostAndPort> address(@Nullable Response answer) {
        return answer == null || answer.size() < 2
                ? Future.failedFuture("unknown there")
                : Future.succeededFuture(
                        HostAndPort.of(answer.get(0).toString(), answer.get(1).toInteger()));
    }

    private static long epoch(Response master) {
        Response epoch = master.get("config-epoch");
        return epoch == null ? 0 : epoch.toLong();
    }
}
