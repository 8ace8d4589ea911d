package dev.chorus.store.connection;

import dev.chorus.store.StoreOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * How a Redis is configured, as far as it tells: where {@code CONFIG} is not permitted, {@code INFO} says most of it.
 *
 * @param version its version, or empty
 * @param maxMemoryBytes how much memory it may use; 0 for all that there is
 * @param maxMemoryPolicy what it does beyond that, or empty where it does not say
 * @param appendOnly whether it keeps an append-only file
 * @param appendFsync when that goes to the disk, or empty where it does not say
 */
public record RedisSettings(
        String version, long maxMemoryBytes, String maxMemoryPolicy, boolean appendOnly, String appendFsync) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Reads the settings of the server, of the primary that Sentinels name, or of a member of a cluster. */
    public static Future<RedisSettings> read(Vertx vertx, StoreOptions options) {
        RedisDialer dialer = new RedisDialer(vertx, options);
        if (options.type() == RedisClientType.SENTINEL) {
            Sentinels sentinels = new Sentinels(dialer, Objects.requireNonNull(options.masterName()));
            return sentinels.find().compose(at -> ask(dialer.dataServer(at))).eventually(sentinels::close);
        }
        Future<RedisSettings> read = ask(dialer.dataServer(dialer.named().get(0)));
        for (HostAndPort other : dialer.named().subList(1, dialer.named().size())) {
            read = read.recover(failure -> ask(dialer.dataServer(other)));
        }
        return read;
    }

    private static Future<RedisSettings> ask(Redis client) {
        return client.connect()
                .compose(connection -> connection
                        .send(Request.cmd(Command.INFO))
                        .compose(info -> appendFsync(connection).map(fsync -> parse(info.toString(), fsync))))
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .onComplete(done -> client.close());
    }

    private static Future<String> appendFsync(RedisConnection connection) {
        return connection
                .send(Request.cmd(Command.CONFIG).arg("GET").arg("appendfsync"))
                .map(answer -> {
                    Response value = answer.size() == 0 ? null : answer.get("appendfsync");
                    return value == null ? "" : value.toString();
                })
                .otherwise("");
    }

    static RedisSettings parse(String info, String appendFsync) {
        return new RedisSettings(
                field(info, "redis_version"),
                Long.parseLong("0" + field(info, "maxmemory")),
                field(info, "maxmemory_policy"),
                field(info, "aof_enabled").equals("1"),
                appendFsync);
    }

    private static String field(String info, String name) {
        return ReplicationState.field(info, name).orElse("");
    }
}
