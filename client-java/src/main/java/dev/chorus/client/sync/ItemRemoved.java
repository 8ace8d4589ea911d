package dev.chorus.client.sync;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * An item was removed, or ended by itself.
 *
 * @param key its index or key
 * @param previousItemData what it had; null where that is not known
 * @param isLocal whether by this client
 * @param <K> an index or a key
 */
public record ItemRemoved<K>(K key, @Nullable JsonObject previousItemData, boolean isLocal) {}
