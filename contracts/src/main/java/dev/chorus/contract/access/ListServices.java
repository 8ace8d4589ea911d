package dev.chorus.contract.access;

import org.jspecify.annotations.Nullable;

/**
 * Reads a page of the services of the caller's account, the oldest first; only the back end may. The caller's own service
 * is not looked at.
 *
 * @param from where the page begins, as {@link ServicePage#next} said; null for the first page
 * @param limit how many at most
 */
public record ListServices(@Nullable String from, int limit) implements AccessCommand<ServicePage> {}
