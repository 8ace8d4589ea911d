package dev.chorus.store.object;

import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.value.Json;
import org.jspecify.annotations.Nullable;

/**
 * An object that is to be made.
 *
 * @param type what to make
 * @param account the account that owns it
 * @param name its name within service and type, if it is to have one
 * @param data its value or context
 * @param ttlMillis how long it lives; 0 for ever
 */
public record NewObject(
        ObjectType type, String account, @Nullable String name, Json data, long ttlMillis) {}
