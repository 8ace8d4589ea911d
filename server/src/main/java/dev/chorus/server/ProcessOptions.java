package dev.chorus.server;

import dev.chorus.server.cluster.ClusterOptions;
import io.vertx.redis.client.RedisClientType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that is about one process: how it starts, or what is wrong with how it would start. */
final class ProcessOptions {
    @Option(names = "--config", description = "YAML file with a line for each option: admin-port: 9090")
    @SuppressWarnings("UnusedVariable") // Main reads it before all others; here it is known and listed.
    private @Nullable Path config;

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "Address to listen on (${DEFAULT-VALUE})")
    private String host = "127.0.0.1";

    @Option(names = "--port", defaultValue = "8080", description = "Port for clients (${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--admin-port",
            defaultValue = "0",
            description = "Port for health and metrics, 0 for none (${DEFAULT-VALUE})")
    private int adminPort;

    @Option(names = "--public-url", description = "Base of the URLs that clients are given (what each client used)")
    private @Nullable String publicUrl;

    // The launcher says where the project is, so that the folder is the same from wherever it is called.
    @Option(
            names = "--data",
            defaultValue = "${sys:chorus.data:-.chorus}",
            description = "Data folder (${DEFAULT-VALUE})")
    private Path data = Path.of(".chorus");

    @Option(
            names = "--roles",
            defaultValue = "gateway,sync,messaging",
            description = "What this process is (${DEFAULT-VALUE})")
    private String roles = "gateway,sync,messaging";

    @Option(
            names = "--redis",
            description = "redis:// or rediss://host:port, several with commas between (an embedded server)")
    private @Nullable String redis;

    @Option(
            names = "--redis-type",
            defaultValue = "standalone",
            description = "What --redis names: standalone, sentinel, cluster (${DEFAULT-VALUE})")
    private RedisClientType redisType = RedisClientType.STANDALONE;

    @Option(names = "--redis-master", description = "Name that the Sentinels know the master by")
    private @Nullable String redisMaster;

    @Option(names = "--redis-ca", description = "PEM file of who signed Redis's certificate (those that Java trusts)")
    private @Nullable Path redisCa;

    @Option(
            names = "--durability",
            defaultValue = "everysec",
            description = "What a write survives: memory, everysec, fsync, replica (${DEFAULT-VALUE})")
    private Durability durability = Durability.EVERYSEC;

    @Option(
            names = "--replicas",
            defaultValue = "1",
            description = "With --durability replica, how many replicas have a write first (${DEFAULT-VALUE})")
    private int replicas;

    @Option(
            names = "--cluster-port",
            defaultValue = "0",
            description = "Port for the other processes, 0 for a process by itself (${DEFAULT-VALUE})")
    private int clusterPort;

    @Option(names = "--cluster-host", description = "Address on which other processes reach this one (that of --host)")
    private @Nullable String clusterHost;

    @Option(
            names = "--bus-port",
            defaultValue = "0",
            description = "Port for the event bus between processes, 0 for a free one (${DEFAULT-VALUE})")
    private int busPort;

    @Option(names = "--peers", description = "The other processes, host:port,host:port")
    private @Nullable String peers;

    @Option(
            names = "--cluster-dns",
            description = "Name whose addresses are the processes, all with this --cluster-port; instead of --peers")
    private @Nullable String clusterDns;

    @Option(
            names = "--drain-seconds",
            defaultValue = "5",
            description = "Time over which clients are sent away at the end (${DEFAULT-VALUE})")
    private int drainSeconds;

    @Option(
            names = "--private-webhooks",
            arity = "1",
            description = "true or false: whether webhooks may lead to private addresses (true, without --production)")
    private @Nullable Boolean privateWebhooks;

    @Option(names = "--trace", description = "OpenTelemetry collector to send traces to, http://host:4318 (none)")
    private @Nullable String trace;

    @Option(
            names = "--production",
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "false",
            description = "Take all keys from the environment, print none, and offer no token endpoint")
    private boolean production;

    /** The options, checked; fails with {@link ConfigurationException} where a value is wrong. */
    ServerOptions toServerOptions() {
        return new ServerOptions(
                host,
                port,
                adminPort,
                emptyToNull(publicUrl),
                data.toAbsolutePath().normalize(),
                Role.parse(roles),
                redisServers(),
                durability,
                cluster(),
                drainSeconds,
                privateWebhooks == null ? !production : privateWebhooks,
                emptyToNull(trace),
                production);
    }

    private @Nullable ClusterOptions cluster() {
        String dns = emptyToNull(clusterDns);
        String reachedOn = emptyToNull(clusterHost);
        List<String> others = split(peers);
        if (clusterPort == 0) {
            refuseWithoutClusterPort("peers", !others.isEmpty());
            refuseWithoutClusterPort("cluster-dns", dns != null);
            refuseWithoutClusterPort("cluster-host", reachedOn != null);
            refuseWithoutClusterPort("bus-port", busPort != 0);
            return null;
        }
        return new ClusterOptions(reachedOn == null ? host : reachedOn, clusterPort, busPort, others, dns);
    }

    private static void refuseWithoutClusterPort(String option, boolean given) {
        if (given) {
            throw new ConfigurationException(option + ": given without --cluster-port (expected: both or none)");
        }
    }

    private @Nullable RedisServers redisServers() {
        if (durability == Durability.REPLICA && replicas < 1) {
            throw new ConfigurationException("replicas: " + replicas + " (expected: at least 1)");
        }
        String uris = emptyToNull(redis);
        return uris == null
                ? null
                : RedisServers.parse(uris, redisType, emptyToNull(redisMaster))
                        .withAccess(System.getenv(), redisCa)
                        .withReplicas(durability == Durability.REPLICA ? replicas : 0);
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static List<String> split(@Nullable String list) {
        return list == null || list.isBlank()
                ? List.of()
                : Arrays.stream(list.split(",")).map(String::trim).toList();
    }
}
