package dev.chorus.store.connection;

import dev.chorus.store.StoreOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** An event loop's connections to Redis. A partition always uses the same one, so that its commands keep their order. */
public final class RedisConnections {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final List<SupervisedConnection> connections;
    private final Restorations restorations;

    private RedisConnections(List<SupervisedConnection> connections, Restorations restorations) {
        this.connections = connections;
        this.restorations = restorations;
    }

    /** Makes connections that are to be {@linkplain #open opened} on the event loop that uses them. */
    public static RedisConnections create(Vertx vertx, StoreOptions options) {
        RedisOptions redis = clientOptions(options);
        Restorations restorations = new Restorations();
        return new RedisConnections(
                IntStream.range(0, options.connections())
                        .mapToObj(number -> new SupervisedConnection(
                                vertx, () -> Redis.createClient(vertx, redis), options, restorations::tell))
                        .toList(),
                restorations);
    }

    /** Completes when all connections stand; fails where one cannot be made now. */
    public Future<Void> open() {
        return Future.all(connections.stream().map(SupervisedConnection::open).toList())
                .mapEmpty();
    }

    /**
     * Sends a command. Fails with {@link dev.chorus.contract.error.ErrorCode#UNAVAILABLE} where no connection stands or
     * too much is in flight, and with the client's own failure where the connection ends before the answer; the command
     * may have been run in that case.
     *
     * @param partition whose connection it takes
     * @param request what to send
     */
    public Future<Response> send(int partition, Request request) {
        return connections.get(Math.floorMod(partition, connections.size())).send(request);
    }

    /** Has something done whenever a connection that was lost stands again: Redis may have lost its latest writes. */
    public void onRestored(Runnable action) {
        restorations.action = action;
    }

    /** Whether every connection stands. */
    public boolean isUp() {
        return connections.stream().allMatch(SupervisedConnection::isUp);
    }

    /** Ends all connections once what is in flight on them is answered. */
    public Future<Void> close() {
        return Future.join(connections.stream().map(SupervisedConnection::end).toList())
                .mapEmpty();
    }

    private static RedisOptions clientOptions(StoreOptions options) {
        RedisOptions redis = new RedisOptions()
                .setType(options.type())
                .setEndpoints(options.uris())
                .setUser(options.access().user())
                .setPassword(options.access().password())
                .setMaxWaitingHandlers(options.inFlight() + 16)
                .setNetClientOptions(netOptions(options));
        if (options.masterName() != null) {
            redis.setMasterName(options.masterName());
        }
        return redis;
    }

    private static NetClientOptions netOptions(StoreOptions options) {
        NetClientOptions net = new NetClientOptions()
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
        if (options.uris().stream().anyMatch(uri -> uri.startsWith("rediss:"))) {
            net.setSsl(true).setHostnameVerificationAlgorithm("HTTPS");
            if (options.access().authorities() != null) {
                net.setTrustOptions(new PemTrustOptions()
                        .addCertPath(options.access().authorities().toString()));
            }
        }
        return net;
    }

    private static final class Restorations {
        private Runnable action = () -> {};

        void tell() {
            action.run();
        }
    }
}
