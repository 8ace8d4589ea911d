package dev.chorus.messaging.role;

import dev.chorus.contract.access.Caller;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.role.RoleType;
import dev.chorus.messaging.user.UserRoles;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The roles of services, remembered for a moment, and what a caller may do by them. */
public final class RoleDirectory {
    private static final Duration AGE = Duration.ofSeconds(1);
    private static final int SERVICES = 10_000;

    private final RoleStore store;
    private final UserRoles users;
    private final Map<String, Known> known = new HashMap<>();

    private record Known(ServiceRoles roles, long readNanos) {}

    RoleDirectory(RoleStore store, UserRoles users) {
        this.store = store;
        this.users = users;
    }

    /** Completes with a service's roles and settings. */
    public Future<ServiceRoles> read(String service) {
        Known found = known.get(service);
        if (found != null && System.nanoTime() - found.readNanos() < AGE.toNanos()) {
            return Future.succeededFuture(found.roles());
        }
        return store.read(service).onSuccess(roles -> {
            if (known.size() >= SERVICES) {
                known.clear();
            }
            known.put(service, new Known(roles, System.nanoTime()));
        });
    }

    /** Completes with what a caller may do. */
    public Future<CallerRights> rights(Caller caller) {
        return read(caller.serviceSid()).compose(roles -> {
            if (caller.backEnd()) {
                return Future.succeededFuture(new CallerRights(0, true, roles.channelRoles(), roles.settings()));
            }
            return users.roleOf(caller, roles.settings().serviceRoleSid())
                    .map(role -> new CallerRights(roles.bitsOf(role), false, roles.channelRoles(), roles.settings()));
        });
    }

    /** Completes with a role that a back end names, or null if it names none; fails with the code given. */
    public Future<@Nullable String> named(Caller caller, @Nullable String sid, RoleType type, ErrorCode otherwise) {
        if (sid == null) {
            return Future.succeededFuture(null);
        }
        if (!caller.backEnd()) {
            return Future.failedFuture(new RequestFailedException(ErrorCode.CHAT_FORBIDDEN));
        }
        // Not from memory: the role may have been made a moment ago, by way of another instance.
        return store.read(caller.serviceSid())
                .compose(service ->
                        service.roles().stream().anyMatch(role -> role.sid().equals(sid) && role.type() == type)
                                ? Future.<@Nullable String>succeededFuture(sid)
                                : Future.failedFuture(new RequestFailedException(otherwise)));
    }

    /** Has the next reading of a service see what was just written. */
    void forget(String service) {
        known.remove(service);
    }
}
