package dev.chorus.client.sync;

import io.vertx.core.json.JsonObject;

/**
 * A document's data changed.
 *
 * @param data what it is now
 * @param previousData what it was
 * @param isLocal whether this client changed it
 */
public record DocumentUpdated(JsonObject data, JsonObject previousData, boolean isLocal) {}
