package dev.chorus.messaging.user;

import dev.chorus.contract.Done;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.role.RolePermission;
import dev.chorus.contract.role.RoleType;
import dev.chorus.contract.user.ListChannelUsers;
import dev.chorus.contract.user.MessagingProfile;
import dev.chorus.contract.user.OpenMessaging;
import dev.chorus.contract.user.ReadUser;
import dev.chorus.contract.user.ReportPresence;
import dev.chorus.contract.user.UpdateUser;
import dev.chorus.contract.user.UserPage;
import dev.chorus.contract.user.UserSid;
import dev.chorus.contract.user.UserState;
import dev.chorus.messaging.input.MessagingInput;
import dev.chorus.messaging.projection.Projections;
import dev.chorus.messaging.role.CallerRights;
import dev.chorus.messaging.role.RoleDirectory;
import dev.chorus.messaging.script.Tellings;
import dev.chorus.service.command.CommandTable;
import dev.chorus.store.Outcome;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers commands about users. */
public final class UserHandlers {
    private static final int PAGE_LIMIT = 100;

    private final UserStore users;
    private final RoleDirectory roles;
    private final Projections projections;
    private final ChannelUsers channelUsers;
    private final Tellings tellings;

    /** Handlers over these parts. */
    public UserHandlers(
            UserStore users,
            RoleDirectory roles,
            Projections projections,
            ChannelUsers channelUsers,
            Tellings tellings) {
        this.projections = projections;
        this.users = users;
        this.roles = roles;
        this.channelUsers = channelUsers;
        this.tellings = tellings;
    }

    /** Adds them to the table. */
    public void register(CommandTable table) {
        table.on(OpenMessaging.class, "user.open", this::open)
                .on(ReadUser.class, "user.read", this::read)
                .on(ListChannelUsers.class, "user.list", this::list)
                .on(UpdateUser.class, "user.update", this::update)
                .on(ReportPresence.class, "user.presence", this::reportPresence);
    }

    private Future<Outcome<MessagingProfile>> open(Caller caller, OpenMessaging command) {
        MessagingInput.identity(caller.identity());
        return roles.read(caller.serviceSid()).compose(service -> {
            String role = command.roleSid() == null ? service.settings().serviceRoleSid() : command.roleSid();
            return users.ensure(caller, caller.identity(), role)
                    .compose(ensured -> projections.ensurePublicList(caller))
                    .compose(ensured -> users.read(
                            caller,
                            UserSid.of(caller.serviceSid(), caller.identity()),
                            service.settings().reachabilityEnabled()))
                    .map(user -> Outcome.of(new MessagingProfile(user, service.settings())));
        });
    }

    private Future<Outcome<UserState>> read(Caller caller, ReadUser command) {
        return find(caller, command.identity()).map(Outcome::of);
    }

    private Future<Outcome<UserPage>> list(Caller caller, ListChannelUsers command) {
        int limit = Math.max(1, Math.min(PAGE_LIMIT, command.limit()));
        return channelUsers
                .page(caller, command.channel(), command.from(), limit)
                .compose(page -> Future.all(page.identities().stream()
                                .map(identity -> find(caller, identity))
                                .toList())
                        .map(found -> Outcome.of(new UserPage(found.<UserState>list(), page.next()))));
    }

    private Future<Outcome<UserState>> update(Caller caller, UpdateUser command) {
        String friendlyName = MessagingInput.friendlyName(command.friendlyName());
        String attributes = MessagingInput.attributes(command.attributes());
        Map<String, String> values = new LinkedHashMap<>();
        if (friendlyName != null) {
            values.put("friendlyName", UserStore.value(friendlyName));
        }
        if (attributes != null) {
            values.put("attributes", UserStore.value(attributes));
        }
        UserSid user = sid(caller, command.identity());
        boolean own = user.equals(UserSid.of(caller.serviceSid(), caller.identity()));
        return roles.named(caller, command.roleSid(), RoleType.DEPLOYMENT, ErrorCode.SERVICE_ROLE_UNKNOWN)
                .compose(role -> roles.rights(caller)
                        .compose(rights -> mayEdit(rights, own)
                                ? users.update(caller, user, role, values)
                                : Future.failedFuture(new RequestFailedException(ErrorCode.CHAT_FORBIDDEN))))
                .onSuccess(tellings::tell)
                .compose(told -> find(caller, command.identity()))
                .map(Outcome::of);
    }

    private Future<Outcome<Done>> reportPresence(Caller caller, ReportPresence command) {
        UserSid user = UserSid.of(caller.serviceSid(), caller.identity());
        return roles.read(caller.serviceSid())
                .compose(service -> command.connected()
                        ? users.ensure(
                                caller, caller.identity(), service.settings().serviceRoleSid())
                        : Future.succeededFuture(""))
                .compose(ensured ->
                        users.reportPresence(caller.serviceSid(), user, command.gateway(), command.connected()))
                .onSuccess(tellings::tell)
                .map(told -> Outcome.of(Done.DONE));
    }

    private Future<UserState> find(Caller caller, String identity) {
        return roles.read(caller.serviceSid())
                .compose(service -> users.read(
                        caller, sid(caller, identity), service.settings().reachabilityEnabled()));
    }

    private static UserSid sid(Caller caller, String identity) {
        return UserSid.isSid(identity) ? new UserSid(identity) : UserSid.of(caller.serviceSid(), identity);
    }

    private static boolean mayEdit(CallerRights rights, boolean own) {
        return rights.allow(RolePermission.EDIT_ANY_USER_INFO)
                || (own && rights.allow(RolePermission.EDIT_OWN_USER_INFO));
    }
}
