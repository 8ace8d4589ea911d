package dev.chorus.contract.object;

import dev.chorus.contract.value.Json;
import org.jspecify.annotations.Nullable;

/**
 * Replaces a document's value or a collection's context, or moves an expiry, or both. A change of expiry alone is no
 * change that anybody is told of: revision and event id stay.
 *
 * @param type what it is
 * @param id its sid or its unique name
 * @param data the new value; null leaves it
 * @param ttlSeconds how long it lives from now; 0 for ever, null leaves it
 * @param ifMatch the revision that the change is based on; null for any
 */
public record UpdateObject(
        ObjectType type,
        String id,
        @Nullable Json data,
        @Nullable Long ttlSeconds,
        @Nullable String ifMatch) implements ObjectCommand<ObjectState> {}
