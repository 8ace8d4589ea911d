package dev.chorus.client.sync;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An item of a list or map, as it was when it was read or told. */
public interface Item {
    /** What it holds. */
    JsonObject data();

    /** Changes with each change of the data. */
    String revision();

    /** When it last changed. */
    Instant dateUpdated();

    /** When it ends by itself; null for never. */
    @Nullable
    Instant dateExpires();
}
