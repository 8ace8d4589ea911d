package dev.chorus.contract.access;

import dev.chorus.contract.Done;

/**
 * Takes an account's auth token and all of its API keys back; only the cluster's operator may. What the account holds
 * stays where it is, and nobody reaches it.
 *
 * @param sid the account, {@code AC…}
 */
public record RevokeAccount(String sid) implements AccessCommand<Done> {}
