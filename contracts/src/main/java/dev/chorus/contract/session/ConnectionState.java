package dev.chorus.contract.session;

/**
 * A client's connection.
 *
 * @param id the connection's id
 * @param identity who it is
 * @param generation the protocol that the client speaks
 * @param subscriptions how many objects it follows
 * @param sinceMillis since when it is there, epoch milliseconds
 */
public record ConnectionState(String id, String identity, String generation, int subscriptions, long sinceMillis) {}
