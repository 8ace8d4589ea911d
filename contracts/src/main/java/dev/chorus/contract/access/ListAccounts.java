package dev.chorus.contract.access;

import org.jspecify.annotations.Nullable;

/**
 * Reads a page of the accounts, the oldest first; only the cluster's operator may.
 *
 * @param from the last sid of the page before; null for the first page
 * @param limit how many at most
 */
public record ListAccounts(@Nullable String from, int limit) implements AccessCommand<CredentialPage> {}
