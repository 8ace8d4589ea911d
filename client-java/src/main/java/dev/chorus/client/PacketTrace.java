package dev.chorus.client;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A packet on its way, as developers' tools show it. Tokens are left out of it.
 *
 * @param outgoing whether it goes to the server
 * @param method what it is: {@code init}, {@code message}, {@code reply}, {@code notification} and so on
 * @param header the head, without the token
 * @param payload the payload as text; null where there is none
 */
public record PacketTrace(
        boolean outgoing,
        String method,
        JsonObject header,
        @Nullable String payload) {}
