package dev.chorus.contract.object;

import org.jspecify.annotations.Nullable;

/**
 * Reads a page of a service's objects of one type, in the order of their sids; only the back end may. The listing
 * follows creations and removals through the outbox, within moments.
 *
 * @param type which objects
 * @param after the last sid of the page before; null for the first page
 * @param limit how many at most
 */
public record ListObjects(ObjectType type, @Nullable ObjectSid after, int limit) implements ObjectCommand<ObjectPage> {}
