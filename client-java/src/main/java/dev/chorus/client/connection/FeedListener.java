package dev.chorus.client.connection;

import dev.chorus.client.ChorusException;
import io.vertx.core.json.JsonObject;

/** What a feed tells. */
public interface FeedListener {
    /** The code of a failure after which the object has to be read anew: the server does not know the cursor. */
    int CURSOR_LOST = 54013;

    /** A change that others made, or this client elsewhere. */
    void changed(String eventType, JsonObject event);

    /** The object is gone, or may not be seen any more. */
    void gone();

    /** The server refuses to tell of it, for a reason that lasts. */
    default void failed(ChorusException error) {}
}
