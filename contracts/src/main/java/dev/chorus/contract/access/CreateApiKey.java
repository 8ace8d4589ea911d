package dev.chorus.contract.access;

import org.jspecify.annotations.Nullable;

/**
 * Makes an API key of the caller's account. The answer is the only one that ever holds its secret.
 *
 * @param friendlyName its name; null for none
 */
public record CreateApiKey(@Nullable String friendlyName) implements AccessCommand<CredentialState> {}
