package dev.chorus.conformance;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** One user, as scenarios act. */
interface ScenarioUser {
    /** Completes when the user's client has started. */
    Future<?> connected();

    /** Does what a step says. */
    Future<?> perform(String call, JsonObject with);
}
