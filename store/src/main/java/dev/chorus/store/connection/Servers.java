package dev.chorus.store.connection;

import io.vertx.core.Future;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/** Those who hold the data: one server, or the primaries of a cluster. */
interface Servers {
    /** Completes when there is a connection to work with; others are still tried. */
    Future<Void> open();

    /** Sends a command to whoever holds its keys, see {@link RedisConnections#send}. */
    Future<Response> send(Destination to, Request request, boolean lasting);

    /** Whether all connections stand. */
    boolean isUp();

    /** Ends all connections once what is in flight on them is answered. */
    Future<Void> close();
}
