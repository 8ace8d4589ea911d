package dev.chorus.messaging.role;

import dev.chorus.contract.access.Caller;
import dev.chorus.messaging.user.UserRoles;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

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

    /** Has the next reading of a service see what was just written. */
    void forget(String service) {
        known.remove(service);
    }
}
