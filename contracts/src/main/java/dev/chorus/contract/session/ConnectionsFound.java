package dev.chorus.contract.session;

import java.util.List;

/**
 * The connections to a service that one event loop of a gateway has.
 *
 * @param connections some of them, where they are many
 */
public record ConnectionsFound(List<ConnectionState> connections) {}
