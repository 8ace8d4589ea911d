package dev.chorus.client.sync;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * When something removes itself.
 *
 * @param seconds from now; 0 for never; null to leave an end that was set
 */
public record Ttl(@Nullable Long seconds) {
    /** Leaves an end that was set. */
    public static final Ttl UNCHANGED = new Ttl(null);

    /** An end in so many seconds; 0 for none. */
    public static Ttl ofSeconds(long seconds) {
        return new Ttl(seconds);
    }

    JsonObject into(JsonObject body) {
        return seconds == null ? body : body.put("ttl", seconds);
    }
}
