package dev.chorus.server.cluster;

import dev.chorus.server.ConfigurationException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a process finds the others and is found by them.
 *
 * @param host the address on which others reach it
 * @param port the port on which Hazelcast listens
 * @param busPort the port on which the event bus listens; 0 for a free one
 * @param peers the other processes, as {@code host:port}
 * @param dns the name whose addresses are those of all processes, each of which has the same {@code port}; null to
 *     take {@code peers}
 */
public record ClusterOptions(
        String host,
        int port,
        int busPort,
        List<String> peers,
        @Nullable String dns) {
    private static final Pattern PEER = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\s\\[\\]]+):\\d{1,5}");
    private static final Pattern NAME = Pattern.compile("[\\w-]+(\\.[\\w-]+)*\\.?");
    private static final List<String> WILDCARDS = List.of("0.0.0.0", "::");

    /** Checks every value. */
    public ClusterOptions {
        peers = List.copyOf(peers);
        if (WILDCARDS.contains(host)) {
            throw new ConfigurationException("cluster-host: " + host
                    + " is no address on which others reach this process (expected: one of its own addresses)");
        }
        for (String peer : peers) {
            if (!PEER.matcher(peer).matches()) {
                throw new ConfigurationException("peers: " + peer + " (expected: host:port,host:port)");
            }
        }
        if (dns != null && !peers.isEmpty()) {
            throw new ConfigurationException("cluster-dns: given with --peers (expected: one of them)");
        }
        if (dns != null && !NAME.matcher(dns).matches()) {
            throw new ConfigurationException("cluster-dns: " + dns + " (expected: a name, without a port)");
        }
        if (busPort == port) {
            throw new ConfigurationException("bus-port: " + busPort + " is --cluster-port (expected: another port)");
        }
    }
}
