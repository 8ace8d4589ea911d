package dev.chorus.contract.user;

import org.jspecify.annotations.Nullable;

/**
 * Reads a page of all users of the service in the order of their creation. Only back ends may.
 *
 * @param from where the page begins, as {@link UserPage#next} said; null for the first page
 * @param limit how many at most
 */
public record ListUsers(@Nullable String from, int limit) implements UserCommand<UserPage> {}
