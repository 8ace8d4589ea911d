package dev.chorus.contract.access;

import org.jspecify.annotations.Nullable;

/**
 * Reads a page of the API keys of the caller's account, the oldest first.
 *
 * @param from the last sid of the page before; null for the first page
 * @param limit how many at most
 */
public record ListApiKeys(@Nullable String from, int limit) implements AccessCommand<CredentialPage> {}
