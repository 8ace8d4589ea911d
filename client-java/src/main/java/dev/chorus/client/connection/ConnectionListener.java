package dev.chorus.client.connection;

import dev.chorus.client.ConnectionState;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** What a connection tells, on its event loop. */
public interface ConnectionListener {
    /** It has another state. */
    default void stateChanged(ConnectionState state) {}

    /**
     * A session has begun.
     *
     * @param resent completes when what had been under way is answered
     */
    default void ready(Future<Void> resent) {}

    /** A notification has come. */
    default void notification(String messageType, JsonObject payload) {}

    /** The token ends in about three minutes. */
    default void tokenAboutToExpire() {}

    /** The token has ended. */
    default void tokenExpired() {}
}
