package dev.chorus.store;

import io.vertx.redis.client.RedisClientType;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is and how it is talked to.
 *
 * @param uris one {@code redis://[[user]:password@]host:port[/database]} for a single server, several for Sentinel or Cluster;
 *     {@code rediss://} for TLS
 * @param type what the servers are
 * @param masterName the name that Sentinel knows the master by; null elsewhere
 * @param access what the servers ask of those who connect
 * @param connections how many connections each event loop keeps; an object always uses the same one
 * @param inFlight how many commands may wait on one connection; more are refused
 * @param silence after which a connection that answers nothing is given up
 * @param replicas how many replicas must have a write before it is acknowledged; 0 to ask none
 */
public record StoreOptions(
        List<String> uris,
        RedisClientType type,
        @Nullable String masterName,
        RedisAccess access,
        int connections,
        int inFlight,
        Duration silence,
        int replicas) {
    /** Connections of an event loop, unless set otherwise. */
    public static final int DEFAULT_CONNECTIONS = 4;

    /** Commands in flight on a connection, unless set otherwise. */
    public static final int DEFAULT_IN_FLIGHT = 4096;

    /** Silence that ends a connection, unless set otherwise. */
    public static final Duration DEFAULT_SILENCE = Duration.ofSeconds(5);

    /** Checks the numbers. */
    public StoreOptions {
        uris = List.copyOf(uris);
        if (uris.isEmpty()) {
            throw new IllegalArgumentException("uris: none (expected: at least one)");
        }
        if (connections < 1 || connections > 64) {
            throw new IllegalArgumentException("connections: " + connections + " (expected: 1..64)");
        }
        if (inFlight < 1) {
            throw new IllegalArgumentException("inFlight: " + inFlight + " (expected: at least 1)");
        }
        if (silence.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException("silence: " + silence + " (expected: at least 100 ms)");
        }
        if (replicas < 0 || replicas > 64) {
            throw new IllegalArgumentException("replicas: " + replicas + " (expected: 0..64)");
        }
    }

    /** One server, and defaults for all else. */
    public static StoreOptions standalone(String uri) {
        return of(List.of(uri), RedisClientType.STANDALONE, null);
    }

    /** Servers of a kind, and defaults for all else. */
    public static StoreOptions of(List<String> uris, RedisClientType type, @Nullable String masterName) {
        return new StoreOptions(
                uris, type, masterName, RedisAccess.OPEN, DEFAULT_CONNECTIONS, DEFAULT_IN_FLIGHT, DEFAULT_SILENCE, 0);
    }

    /** The same, with what the servers ask of those who connect. */
    public StoreOptions withAccess(RedisAccess other) {
        return new StoreOptions(uris, type, masterName, other, connections, inFlight, silence, replicas);
    }

    /** The same, within other limits. */
    public StoreOptions withLimits(int otherConnections, int otherInFlight, Duration otherSilence) {
        return new StoreOptions(
                uris, type, masterName, access, otherConnections, otherInFlight, otherSilence, replicas);
    }

    /** The same, where a write is acknowledged once so many replicas have it. */
    public StoreOptions withReplicas(int other) {
        return new StoreOptions(uris, type, masterName, access, connections, inFlight, silence, other);
    }

    /** Names the kind and number of servers without their addresses, which may hold a password. */
    @Override
    public String toString() {
        return "StoreOptions[type=" + type + ", servers=" + uris.size() + ", connections=" + connections + "]";
    }
}
