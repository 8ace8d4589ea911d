package dev.chorus.client.sync;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * An item has other data.
 *
 * @param item the item as it is now
 * @param previousItemData what it had before; null where this client has not seen it
 * @param isLocal whether by this client
 * @param <I> an item of a list or map
 */
public record ItemUpdated<I extends Item>(I item, @Nullable JsonObject previousItemData, boolean isLocal) {}
