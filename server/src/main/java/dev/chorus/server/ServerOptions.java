package dev.chorus.server;

import dev.chorus.server.cluster.ClusterOptions;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the program runs, read once.
 *
 * @param host the address that clients connect to
 * @param port the port that clients connect to
 * @param adminPort the port of health and metrics; 0 for none
 * @param publicUrl the base of all URLs that clients are given; null to take what each client used
 * @param data the data folder
 * @param roles what this process is
 * @param redis the Redis to use; null for the embedded one, which a gateway by itself does not start
 * @param durability what an acknowledged write is to survive
 * @param cluster how it finds other processes; null for a process by itself
 * @param drainSeconds over how many seconds clients are sent away when the process stops
 * @param privateWebhooks whether webhooks may lead to private addresses
 * @param trace where spans are sent, {@code http://host:4318}; null for nowhere
 * @param production whether keys come from the environment alone, are not printed, and sign no tokens for anyone who asks
 */
public record ServerOptions(
        String host,
        int port,
        int adminPort,
        @Nullable String publicUrl,
        Path data,
        Set<Role> roles,
        @Nullable RedisServers redis,
        Durability durability,
        @Nullable ClusterOptions cluster,
        int drainSeconds,
        boolean privateWebhooks,
        @Nullable String trace,
        boolean production) {
    private static final Pattern PUBLIC_URL = Pattern.compile("https?://[^/\\s]+");
    private static final Pattern TRACE_URL = Pattern.compile("https?://[^/@\\s]+:\\d{1,5}");

    /** Checks every value. */
    public ServerOptions {
        checkPort("port", port, 1);
        checkPort("admin-port", adminPort, 0);
        if (cluster != null) {
            checkPort("cluster-port", cluster.port(), 1);
            checkPort("bus-port", cluster.busPort(), 0);
        }
        roles = Set.copyOf(roles);
        if (trace != null && !TRACE_URL.matcher(trace).matches()) {
            throw new ConfigurationException("trace: " + trace + " (expected: http://host:port or https://host:port)");
        }
        if (publicUrl != null && !PUBLIC_URL.matcher(publicUrl).matches()) {
            throw new ConfigurationException(
                    "public-url: " + publicUrl + " (expected: http://host[:port] or https://host[:port], no path)");
        }
        if (durability == Durability.REPLICA && redis == null) {
            throw new ConfigurationException(
                    "durability: replica, but the embedded server has none (expected: --redis, or fsync)");
        }
        if (cluster == null && (!roles.contains(Role.SYNC) || !roles.contains(Role.GATEWAY))) {
            throw new ConfigurationException(
                    "roles: a process by itself needs gateway and sync (expected: those, or --cluster-port)");
        }
        if (drainSeconds < 0 || drainSeconds > 600) {
            throw new ConfigurationException("drain-seconds: " + drainSeconds + " (expected: 0..600)");
        }
    }

    /** Whether this process starts the Redis that comes along; a gateway by itself has nothing to do with any. */
    public boolean startsRedis() {
        return redis == null && (roles.contains(Role.SYNC) || roles.contains(Role.MESSAGING));
    }

    private static void checkPort(String name, int port, int least) {
        if (port < least || port > 65_535) {
            throw new ConfigurationException(name + ": " + port + " (expected: " + least + "..65535)");
        }
    }
}
