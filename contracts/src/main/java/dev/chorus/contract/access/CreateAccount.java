package dev.chorus.contract.access;

import org.jspecify.annotations.Nullable;

/**
 * Makes an account; only the cluster's operator may. The answer is the only one that ever holds the auth token.
 *
 * @param friendlyName its name; null for none
 */
public record CreateAccount(@Nullable String friendlyName) implements AccessCommand<CredentialState> {}
