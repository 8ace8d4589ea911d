package dev.chorus.contract.access;

import dev.chorus.contract.Done;

/**
 * Takes an API key of the caller's account back. Gateways close the connections of tokens that it signed.
 *
 * @param sid the key, {@code SK…}
 */
public record RevokeApiKey(String sid) implements AccessCommand<Done> {}
