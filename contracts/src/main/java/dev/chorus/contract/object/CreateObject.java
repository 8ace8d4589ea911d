package dev.chorus.contract.object;

import dev.chorus.contract.value.Json;
import org.jspecify.annotations.Nullable;

/**
 * Makes an object. Of several that ask for one unique name at once exactly one gets it; the others fail with
 * {@link dev.chorus.contract.error.ErrorCode#UNIQUE_NAME_EXISTS}. Repeating it with the same request id answers the
 * object that the first one made.
 *
 * @param type what to make
 * @param uniqueName its name within service and type, if it is to have one
 * @param data a document's value or a list's or map's context; an empty object if absent
 * @param ttlSeconds how long it lives; null or 0 for ever
 */
public record CreateObject(
        ObjectType type,
        @Nullable String uniqueName,
        @Nullable Json data,
        @Nullable Long ttlSeconds) implements ObjectCommand<ObjectState> {}
