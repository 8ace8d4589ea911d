package dev.chorus.contract.item;

import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.value.Json;
import org.jspecify.annotations.Nullable;

/**
 * Adds an item to a collection or replaces one. Repeating it with the same request id answers what the first one did
 * and does nothing.
 *
 * @param type list or map
 * @param collection the collection's sid or unique name
 * @param key a map's key, or a list's index in decimal digits; null to {@link PutMode#PUSH}
 * @param mode what is expected under the key
 * @param data the value; null leaves it, which only {@link PutMode#REPLACE} may
 * @param ttlSeconds how long it lives from now; 0 for ever, null leaves it
 * @param ifMatch the item's revision that the change is based on, {@code -1} for "no item yet"; null for any
 */
public record PutItem(
        ObjectType type,
        String collection,
        @Nullable String key,
        PutMode mode,
        @Nullable Json data,
        @Nullable Long ttlSeconds,
        @Nullable String ifMatch)
        implements ItemCommand<ItemState> {}
