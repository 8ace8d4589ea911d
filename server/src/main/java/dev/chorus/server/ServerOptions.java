package dev.chorus.server;

import java.nio.file.Path;
import java.util.List;
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
 * @param redis the Redis to use; null for the embedded one
 * @param durability what an acknowledged write survives, for the embedded Redis
 * @param clusterPort the port on which other processes reach this one; 0 for a process by itself
 * @param peers the other processes, as {@code host:port}
 * @param drainSeconds over how many seconds clients are sent away when the process stops
 * @param privateWebhooks whether webhooks may lead to private addresses
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
        int clusterPort,
        List<String> peers,
        int drainSeconds,
        boolean privateWebhooks,
        boolean production) {
    private static final Pattern PEER = Pattern.compile("[^:\\s]+:\\d{1,5}");
    private static final Pattern PUBLIC_URL = Pattern.compile("https?://[^/\\s]+");

    /** Checks every value. */
    public ServerOptions {
        checkPort("port", port, 1);
        checkPort("admin-port", adminPort, 0);
        checkPort("cluster-port", clusterPort, 0);
        roles = Set.copyOf(roles);
        peers = List.copyOf(peers);
        if (publicUrl != null && !PUBLIC_URL.matcher(publicUrl).matches()) {
            throw new ConfigurationException(
                    "public-url: " + publicUrl + " (expected: http://host[:port] or https://host[:port], no path)");
        }
        for (String peer : peers) {
            if (!PEER.matcher(peer).matches()) {
                throw new ConfigurationException("peers: " + peer + " (expected: host:port,host:port)");
            }
        }
        if (!peers.isEmpty() && clusterPort == 0) {
            throw new ConfigurationException("peers: given without --cluster-port (expected: both or none)");
        }
        if (clusterPort == 0 && (!roles.contains(Role.SYNC) || !roles.contains(Role.GATEWAY))) {
            throw new ConfigurationException(
                    "roles: a process by itself needs gateway and sync (expected: those, or --cluster-port and --peers)");
        }
        if (drainSeconds < 0 || drainSeconds > 600) {
            throw new ConfigurationException("drain-seconds: " + drainSeconds + " (expected: 0..600)");
        }
    }

    /** Whether this process is one of several. */
    public boolean isClustered() {
        return clusterPort != 0;
    }

    private static void checkPort(String name, int port, int least) {
        if (port < least || port > 65_535) {
            throw new ConfigurationException(name + ": " + port + " (expected: " + least + "..65535)");
        }
    }
}
