package dev.chorus.client.sync;

import io.vertx.core.json.JsonObject;

/**
 * A message of a stream.
 *
 * @param sid its id
 * @param data what was published
 */
public record StreamMessage(String sid, JsonObject data) {}
