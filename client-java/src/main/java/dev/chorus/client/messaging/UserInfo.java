package dev.chorus.client.messaging;

import dev.chorus.client.Emitter;
import dev.chorus.client.EventType;
import dev.chorus.client.connection.CallRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What is known of a user: followed, so that it is always the present. */
public final class UserInfo extends Emitter {
    /** It is another now. */
    public static final EventType<UserInfoUpdated> UPDATED = new EventType<>("updated");

    private final MessagingContext context;
    private final String identity;
    private final Waiters waiters;
    private volatile @Nullable String friendlyName;
    private volatile JsonObject attributes = new JsonObject();
    private volatile @Nullable Boolean online;
    private volatile @Nullable Boolean notifiable;
    private @Nullable MapView view;

    private UserInfo(MessagingContext context, String identity) {
        this.context = context;
        this.identity = identity;
        this.waiters = new Waiters(context.vertx());
    }

    /** Reads a user's profile and follows it. */
    static Future<UserInfo> open(MessagingContext context, String identity, String profile) {
        UserInfo user = new UserInfo(context, identity);
        return MapView.open(context, profile, (key, data, why) -> user.set(key, data), true)
                .map(opened -> {
                    user.view = opened;
                    return user;
                });
    }

    /** Who it is, unique in the service. */
    public String identity() {
        return identity;
    }

    /** The name to show; null if there is none. */
    public @Nullable String friendlyName() {
        return friendlyName;
    }

    /** What the app keeps about the user: a copy. */
    public JsonObject attributes() {
        return attributes.copy();
    }

    /** Whether a client of the user is connected; null where the service does not tell. */
    public @Nullable Boolean online() {
        return online;
    }

    /** Whether the user can be reached by push; null where the service does not tell. */
    public @Nullable Boolean notifiable() {
        return notifiable;
    }

    /** Changes the name. One's own, unless the role allows more. */
    public Future<UserInfo> updateFriendlyName(String name) {
        return update(new JsonObject().put("friendly_name", name), () -> name.equals(friendlyName));
    }

    /** Changes the attributes. One's own, unless the role allows more. */
    public Future<UserInfo> updateAttributes(JsonObject values) {
        JsonObject next = values.copy();
        return update(new JsonObject().put("attributes", next.encode()), () -> next.equals(attributes));
    }

    void close() {
        if (view != null) {
            view.close();
        }
    }

    private Future<UserInfo> update(JsonObject body, BooleanSupplier isSeen) {
        String path = MessagingContext.CHAT + "/Users/" + MessagingContext.encoded(identity);
        return context.inOrder(
                "user " + identity,
                () -> context.ask(CallRequest.post(path, body))
                        .compose(answer -> waiters.until(isSeen))
                        .map(this));
    }

    private void set(String key, JsonObject data) {
        List<String> changes = take(key, data);
        if (view != null && !changes.isEmpty()) {
            waiters.look();
            emit(UPDATED, new UserInfoUpdated(this, changes));
            context.userChanged(this, changes);
        }
    }

    private List<String> take(String key, JsonObject data) {
        List<String> changes = new ArrayList<>(1);
        switch (key) {
            case "friendlyName" -> {
                String next = data.getString("value");
                note(changes, "friendlyName", friendlyName, next);
                friendlyName = next;
            }
            case "attributes" -> {
                JsonObject next = MessagingContext.attributes(data.getValue("value"));
                note(changes, "attributes", attributes, next);
                attributes = next;
            }
            case "reachability" -> {
                if (context.reachabilityEnabled()) {
                    note(changes, "online", online, data.getBoolean("online"));
                    note(changes, "notifiable", notifiable, data.getBoolean("notifiable"));
                    online = data.getBoolean("online");
                    notifiable = data.getBoolean("notifiable");
                }
            }
            default -> {
                // What a later server keeps about users.
            }
        }
        return changes;
    }

    private static void note(List<String> changes, String field, @Nullable Object before, @Nullable Object now) {
        if (!Objects.equals(before, now)) {
            changes.add(field);
        }
    }
}
