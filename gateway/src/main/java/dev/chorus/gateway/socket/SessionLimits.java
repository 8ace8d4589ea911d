package dev.chorus.gateway.socket;

import java.time.Duration;

/**
 * What one session may use.
 *
 * @param pendingBytes how much it may leave unread before it is closed
 * @param requestsInFlight how many requests may wait for answers before its socket is read no further
 * @param subscriptions how many objects it may follow
 * @param handshakeTimeout how long it may take to say who it is
 * @param pingInterval how often it is asked for a sign of life
 */
public record SessionLimits(
        long pendingBytes, int requestsInFlight, int subscriptions, Duration handshakeTimeout, Duration pingInterval) {}
