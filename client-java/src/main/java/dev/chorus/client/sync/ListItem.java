package dev.chorus.client.sync;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An item of a list.
 *
 * @param index its place: 0, 1, 2 and so on, never used again after a removal
 * @param data what it holds
 * @param revision changes with each change of the data
 * @param dateUpdated when it last changed
 * @param dateExpires when it ends by itself; null for never
 */
public record ListItem(
        long index,
        JsonObject data,
        String revision,
        Instant dateUpdated,
        @Nullable Instant dateExpires) implements Item {}
