package dev.chorus.server;

import dev.chorus.gateway.DevelopmentAccess;
import dev.chorus.server.cluster.ClusterOptions;
import dev.chorus.server.cluster.ClusteredVertx;
import dev.chorus.server.development.DevelopmentKeys;
import dev.chorus.server.health.AdminServer;
import dev.chorus.server.health.Readiness;
import dev.chorus.server.metrics.ProcessMetrics;
import dev.chorus.server.redis.EmbeddedRedis;
import dev.chorus.server.redis.RedisCheck;
import dev.chorus.server.trace.Tracing;
import dev.chorus.store.connection.RedisSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process of a cluster, from start to stop. It is used by the program's main thread and its shutdown hook, which
 * may block and do; nothing here runs on an event loop.
 */
public final class Node implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final int START_SECONDS = 90;
    private static final int SAY_SECONDS = 10;
    private static final int CLOSE_SECONDS = 15;

    private final ServerOptions options;
    private final DataFolder data;
    private final DevelopmentKeys keys;
    private final Readiness readiness = new Readiness();
    private final ProcessMetrics metrics = new ProcessMetrics(Main.VERSION);
    private final @Nullable Tracing tracing;
    private @Nullable EmbeddedRedis redis;
    private @Nullable Vertx vertx;
    private @Nullable Roles roles;

    private Node(ServerOptions options, DataFolder data, DevelopmentKeys keys) {
        this.options = options;
        this.data = data;
        this.keys = keys;
        this.tracing = options.trace() == null ? null : Tracing.to(options.trace(), options.roles());
    }

    /**
     * Starts everything and returns when it serves.
     *
     * @param options how
     * @param environment where development keys may be fixed
     * @throws ConfigurationException if something has to be put right first
     */
    public static Node start(ServerOptions options, Map<String, String> environment) {
        DataFolder data = DataFolder.open(options.data());
        Node node = null;
        try {
            DevelopmentKeys keys = options.production()
                    ? DevelopmentKeys.fixed(environment)
                    : DevelopmentKeys.in(data.path(), environment);
            node = new Node(options, data, keys);
            node.start();
            return node;
        } catch (RuntimeException e) {
            if (node == null) {
                data.close();
            } else {
                node.close();
            }
            throw e;
        }
    }

    /** The account, key and service that this cluster starts with. */
    public DevelopmentKeys keys() {
        return keys;
    }

    /** Where clients connect. */
    public String url() {
        String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
        return options.publicUrl() != null ? options.publicUrl() : "http://" + host + ":" + options.port();
    }

    private void start() {
        RedisServers servers = options.redis();
        if (options.startsRedis()) {
            redis = EmbeddedRedis.start(data.path(), options.durability());
            servers = RedisServers.standalone(redis.uri());
        }
        Vertx started = await("the cluster", vertx());
        vertx = started;
        metrics.watch(started);
        metrics.watch(
                started, readiness, options.roles().stream().map(Role::word).toList());
        if (options.adminPort() != 0) {
            await(
                    "health and metrics",
                    new AdminServer(started, readiness, metrics.registry())
                            .listen(options.host(), options.adminPort()));
        }
        if (servers != null && redis == null && !options.roles().equals(Set.of(Role.GATEWAY))) {
            RedisCheck.weaknesses(
                            await("Redis", RedisSettings.read(started, servers.toStoreOptions())), options.durability())
                    .forEach(weakness -> LOG.warn("Redis: {}", weakness));
        }
        DevelopmentAccess development = options.production()
                ? null
                : new DevelopmentAccess(keys.accountSid(), keys.apiKey(), keys.apiSecret(), keys.serviceSid());
        Roles deployed = new Roles(started, options, servers, development, keys.operatorToken(), metrics.registry());
        roles = deployed;
        await("the services", deployed.startServices());
        await("a process with the role sync", deployed.register(keys));
        await("the gateway", deployed.startGateway());
        readiness.started();
    }

    /** Stops in order: clients are sent away, requests finish, the cluster is left, and Redis ends last. */
    @Override
    public void close() {
        readiness.draining();
        if (roles != null) {
            finish("the roles", roles.stop(), options.drainSeconds() * 2 + CLOSE_SECONDS);
        }
        if (vertx != null) {
            finish("Vert.x", vertx.close(), CLOSE_SECONDS);
        }
        if (tracing != null) {
            tracing.close();
        }
        if (redis != null) {
            redis.close();
        }
        data.close();
    }

    private Future<Vertx> vertx() {
        VertxOptions vertxOptions = new VertxOptions().setPreferNativeTransport(true);
        VertxBuilder builder = Vertx.builder().with(vertxOptions);
        if (tracing != null) {
            builder = tracing.in(builder);
        }
        ClusterOptions cluster = options.cluster();
        if (cluster == null) {
            return Future.succeededFuture(builder.build());
        }
        vertxOptions.setEventBusOptions(new EventBusOptions()
                .setHost(cluster.host())
                .setPort(cluster.busPort())
                .setClusterPublicHost(cluster.host())
                .setConnectTimeout(2_000));
        return ClusteredVertx.join(builder, cluster);
    }

    private static <T> T await(String what, Future<T> future) {
        CompletableFuture<T> done = future.toCompletionStage().toCompletableFuture();
        try {
            for (int waited = 0; waited < START_SECONDS; waited += SAY_SECONDS) {
                try {
                    return done.get(SAY_SECONDS, TimeUnit.SECONDS);
                } catch (TimeoutException e) {
                    LOG.info("still waiting for {}", what);
                }
            }
            throw new ConfigurationException(what + " did not start within " + START_SECONDS + " s");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            LOG.debug("{} did not start", what, cause);
            throw new ConfigurationException(what + " did not start: " + cause.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConfigurationException(what + " did not start: interrupted");
        }
    }

    private static void finish(String what, Future<?> future, int seconds) {
        try {
            future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("{} did not stop in order: {}", what, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
