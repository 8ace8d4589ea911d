package dev.chorus.store.item;

import dev.chorus.contract.item.PutMode;
import dev.chorus.contract.value.Json;
import org.jspecify.annotations.Nullable;

/**
 * What is to be put under a key.
 *
 * @param key the key in its stored form; null to append to a list
 * @param mode what is expected there
 * @param data the value; null leaves it, which only {@link PutMode#REPLACE} may
 * @param ttlMillis how long it lives from now; 0 for ever, null leaves it
 * @param ifMatch the item's revision that must be there, -1 for no item; null for any
 */
public record NewItem(
        byte @Nullable [] key,
        PutMode mode,
        @Nullable Json data,
        @Nullable Long ttlMillis,
        @Nullable Long ifMatch) {}
