package dev.chorus.client.connection;

import io.vertx.core.json.JsonObject;

/**
 * What was answered.
 *
 * @param status the HTTP status
 * @param body the body; empty where there is none
 */
public record Answer(int status, JsonObject body) {}
