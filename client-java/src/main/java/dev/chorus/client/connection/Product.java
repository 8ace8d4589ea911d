package dev.chorus.client.connection;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a connection is for.
 *
 * @param name as tokens and requests call it
 * @param messageTypes the notifications that it wants
 */
public record Product(String name, List<String> messageTypes) {
    /** The first packet (sync specification, section 5.1), but for its method and id. */
    JsonObject init(String token, @Nullable String continuation) {
        JsonObject registration = new JsonObject()
                .put("product", name)
                .put("type", "ers")
                .put("notification_protocol_version", 0)
                .put("message_types", new JsonArray(messageTypes));
        return new JsonObject()
                .put("token", token)
                .put("continuation_token", continuation)
                .put("metadata", new JsonObject().put("type", name).put("sdk", "chorus-java"))
                .put("registrations", new JsonArray().add(registration))
                .put("capabilities", new JsonArray().add("client_update"));
    }
}
