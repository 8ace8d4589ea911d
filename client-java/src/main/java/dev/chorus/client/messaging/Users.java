package dev.chorus.client.messaging;

import dev.chorus.client.connection.CallRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The users that are followed: those asked for last, and always the own one. */
final class Users {
    private final MessagingContext context;
    private final Map<String, Future<UserInfo>> users = new LinkedHashMap<>(16, 0.75f, true);
    private volatile @Nullable UserInfo own;
    private int limit = 100;

    Users(MessagingContext context) {
        this.context = context;
    }

    @Nullable
    UserInfo own() {
        return own;
    }

    void limit(int most) {
        limit = most;
    }

    Future<Void> openOwn(String identity, String profile) {
        return own != null
                ? Future.succeededFuture()
                : UserInfo.open(context, identity, profile)
                        .onSuccess(user -> own = user)
                        .mapEmpty();
    }

    /** A user by identity. */
    Future<UserInfo> get(String identity) {
        UserInfo self = own;
        if (self != null && identity.equals(self.identity())) {
            return Future.succeededFuture(self);
        }
        Future<UserInfo> known = users.get(identity);
        if (known != null) {
            return known;
        }
        String path = MessagingContext.CHAT + "/Users/" + MessagingContext.encoded(identity);
        Future<UserInfo> opening = context.ask(CallRequest.get(path)).compose(answer -> {
            JsonObject objects = answer.body().getJsonObject("sync_objects");
            return UserInfo.open(context, answer.body().getString("identity"), objects.getString("user_info_map"));
        });
        users.put(identity, opening);
        opening.onFailure(failure -> users.remove(identity, opening));
        dropOldest();
        return opening;
    }

    private void dropOldest() {
        if (users.size() > limit) {
            Iterator<Future<UserInfo>> oldest = users.values().iterator();
            oldest.next().onSuccess(UserInfo::close);
            oldest.remove();
        }
    }
}
