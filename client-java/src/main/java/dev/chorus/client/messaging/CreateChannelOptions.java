package dev.chorus.client.messaging;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * How a channel is made.
 *
 * @param attributes what the app keeps about it
 * @param isPrivate whether it is hidden from whoever is not invited
 * @param friendlyName the name to show; null for none
 * @param uniqueName a name that no other channel of the service has; null for none
 */
public record CreateChannelOptions(
        JsonObject attributes,
        boolean isPrivate,
        @Nullable String friendlyName,
        @Nullable String uniqueName) {
    /** A public channel without names. */
    public static CreateChannelOptions create() {
        return new CreateChannelOptions(new JsonObject(), false, null, null);
    }

    /** The same with attributes. */
    public CreateChannelOptions withAttributes(JsonObject values) {
        return new CreateChannelOptions(values, isPrivate, friendlyName, uniqueName);
    }

    /** The same, hidden or not. */
    public CreateChannelOptions withPrivate(boolean hidden) {
        return new CreateChannelOptions(attributes, hidden, friendlyName, uniqueName);
    }

    /** The same with a name to show. */
    public CreateChannelOptions withFriendlyName(String name) {
        return new CreateChannelOptions(attributes, isPrivate, name, uniqueName);
    }

    /** The same with a unique name. */
    public CreateChannelOptions withUniqueName(String name) {
        return new CreateChannelOptions(attributes, isPrivate, friendlyName, name);
    }

    JsonObject body() {
        JsonObject body =
                new JsonObject().put("type", isPrivate ? "private" : "public").put("attributes", attributes.encode());
        if (friendlyName != null) {
            body.put("friendly_name", friendlyName);
        }
        return uniqueName == null ? body : body.put("unique_name", uniqueName);
    }
}
