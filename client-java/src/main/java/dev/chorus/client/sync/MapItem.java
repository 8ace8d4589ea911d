package dev.chorus.client.sync;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An item of a map.
 *
 * @param key its key
 * @param data what it holds
 * @param revision changes with each change of the data
 * @param dateUpdated when it last changed
 * @param dateExpires when it ends by itself; null for never
 */
public record MapItem(
        String key,
        JsonObject data,
        String revision,
        Instant dateUpdated,
        @Nullable Instant dateExpires) implements Item {}
