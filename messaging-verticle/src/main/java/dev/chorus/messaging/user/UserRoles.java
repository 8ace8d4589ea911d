package dev.chorus.messaging.user;

import dev.chorus.contract.access.Caller;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.user.UserSid;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The service roles of users, remembered for a moment. */
public final class UserRoles {
    private static final Duration AGE = Duration.ofSeconds(1);
    private static final int USERS = 20_000;

    private final UserStore store;
    private final Map<UserSid, Known> known = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UserSid, Known> eldest) {
            return size() > USERS;
        }
    };

    private record Known(String roleSid, long readNanos) {}

    /** Roles of the users of this store. */
    public UserRoles(UserStore store) {
        this.store = store;
    }

    /** Completes with a caller's role; one who was never there has the role that new users get. */
    public Future<String> roleOf(Caller caller, String roleOfNewUsers) {
        UserSid user = UserSid.of(caller.serviceSid(), caller.identity());
        Known found = known.get(user);
        if (found != null && System.nanoTime() - found.readNanos() < AGE.toNanos()) {
            return Future.succeededFuture(found.roleSid());
        }
        return store.read(caller, user, false)
                .map(state -> remember(user, state.roleSid()))
                .recover(failure ->
                        isUnknownUser(failure) ? Future.succeededFuture(roleOfNewUsers) : Future.failedFuture(failure));
    }

    private String remember(UserSid user, String roleSid) {
        known.remove(user);
        known.put(user, new Known(roleSid, System.nanoTime()));
        return roleSid;
    }

    private static boolean isUnknownUser(Throwable failure) {
        return failure instanceof RequestFailedException refusal && refusal.code() == ErrorCode.USER_NOT_FOUND;
    }
}
