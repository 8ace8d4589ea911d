package dev.chorus.gateway;

import java.time.Duration;

/**
 * What a gateway lets a client do and use.
 *
 * @param messageBytes the largest WebSocket message, and the largest HTTP body
 * @param pendingBytes how much a session may leave unread before it is closed as too slow
 * @param requestsInFlight how many requests of a session may wait for their answers before its socket is read no further
 * @param sessions how many connections one event loop holds; more are refused
 * @param subscriptions how many objects a session may follow
 * @param handshakeTimeout how long a connection may take to say who it is
 * @param pingInterval how often a session is asked for a sign of life; one that misses three is closed
 * @param commandTimeout how long a service may take to answer
 * @param commandsInFlight how many commands of one event loop may wait for their answers
 * @param tokenLifetime how far ahead a token may expire
 */
public record GatewayLimits(
        int messageBytes,
        long pendingBytes,
        int requestsInFlight,
        int sessions,
        int subscriptions,
        Duration handshakeTimeout,
        Duration pingInterval,
        Duration commandTimeout,
        int commandsInFlight,
        Duration tokenLifetime) {

    /** Limits that an honest client does not notice. */
    public static GatewayLimits relaxed() {
        return new GatewayLimits(
                1 << 20,
                8L << 20,
                256,
                50_000,
                10_000,
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                20_000,
                Duration.ofHours(24));
    }

    /** The same with another bound on what a session may leave unread. */
    public GatewayLimits withPendingBytes(long bytes) {
        return new GatewayLimits(
                messageBytes,
                bytes,
                requestsInFlight,
                sessions,
                subscriptions,
                handshakeTimeout,
                pingInterval,
                commandTimeout,
                commandsInFlight,
                tokenLifetime);
    }

    /** The same with other times for the handshake and between pings. */
    public GatewayLimits withTimes(Duration handshake, Duration ping) {
        return new GatewayLimits(
                messageBytes,
                pendingBytes,
                requestsInFlight,
                sessions,
                subscriptions,
                handshake,
                ping,
                commandTimeout,
                commandsInFlight,
                tokenLifetime);
    }
}
