package dev.chorus.server.cluster;

import java.util.List;

/**
 * How a process joins others.
 *
 * @param host the address on which others reach it
 * @param port the port on which Hazelcast listens
 * @param peers the other processes, as {@code host:port}
 */
public record ClusterOptions(String host, int port, List<String> peers) {}
