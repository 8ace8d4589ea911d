package dev.chorus.messaging.role;

import dev.chorus.contract.Done;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.role.CreateRole;
import dev.chorus.contract.role.DeleteRole;
import dev.chorus.contract.role.ListRoles;
import dev.chorus.contract.role.MessagingSettings;
import dev.chorus.contract.role.ReadMessagingSettings;
import dev.chorus.contract.role.RoleList;
import dev.chorus.contract.role.RoleState;
import dev.chorus.contract.role.RoleType;
import dev.chorus.contract.role.UpdateMessagingSettings;
import dev.chorus.contract.role.UpdateRole;
import dev.chorus.messaging.user.UserRoles;
import dev.chorus.service.command.CommandTable;
import dev.chorus.store.Outcome;
import dev.chorus.store.key.NewSid;
import dev.chorus.store.script.ScriptRunner;
import io.vertx.core.Future;
import java.time.Clock;

/** Answers commands about roles and settings, which only back ends give. */
public final class RoleHandlers {
    private final RoleStore store;
    private final RoleDirectory directory;
    private final Clock clock;

    /** Handlers over a store. */
    public RoleHandlers(ScriptRunner scripts, UserRoles users, Clock clock) {
        this.store = new RoleStore(scripts);
        this.directory = new RoleDirectory(store, users);
        this.clock = clock;
    }

    /** What others ask about roles. */
    public RoleDirectory directory() {
        return directory;
    }

    /** Forgets the roles and settings of a service that is about to be removed. */
    public Future<Void> erase(Caller caller) {
        return store.erase(caller.serviceSid()).onSuccess(erased -> directory.forget(caller.serviceSid()));
    }

    /** Adds them to the table. */
    public void register(CommandTable table) {
        table.on(ReadMessagingSettings.class, "settings.read", this::readSettings)
                .on(UpdateMessagingSettings.class, "settings.update", this::updateSettings)
                .on(ListRoles.class, "role.list", this::list)
                .on(CreateRole.class, "role.create", this::create)
                .on(UpdateRole.class, "role.update", this::update)
                .on(DeleteRole.class, "role.delete", this::delete);
    }

    private Future<Outcome<MessagingSettings>> readSettings(Caller caller, ReadMessagingSettings command) {
        return directory.read(caller.serviceSid()).map(roles -> Outcome.of(roles.settings()));
    }

    private Future<Outcome<MessagingSettings>> updateSettings(Caller caller, UpdateMessagingSettings command) {
        MessagingSettings settings = command.settings();
        return directory
                .named(caller, settings.serviceRoleSid(), RoleType.DEPLOYMENT, ErrorCode.SERVICE_ROLE_UNKNOWN)
                .compose(role -> directory.named(
                        caller, settings.channelRoleSid(), RoleType.CHANNEL, ErrorCode.CHANNEL_ROLE_UNKNOWN))
                .compose(role -> directory.named(
                        caller, settings.channelCreatorRoleSid(), RoleType.CHANNEL, ErrorCode.CREATOR_ROLE_UNKNOWN))
                .compose(role -> store.write(caller.serviceSid(), settings))
                .onSuccess(written -> directory.forget(caller.serviceSid()))
                .map(written -> Outcome.of(settings));
    }

    private Future<Outcome<RoleList>> list(Caller caller, ListRoles command) {
        return onlyBackEnd(caller)
                .compose(allowed -> store.read(caller.serviceSid()))
                .map(roles -> Outcome.of(new RoleList(roles.roles())));
    }

    private Future<Outcome<RoleState>> create(Caller caller, CreateRole command) {
        long now = clock.millis();
        String digits = NewSid.message().substring(2);
        RoleState role =
                new RoleState("RL" + digits, command.friendlyName(), command.type(), command.permissions(), now, now);
        return onlyBackEnd(caller).compose(allowed -> write(caller, role));
    }

    private Future<Outcome<RoleState>> update(Caller caller, UpdateRole command) {
        return onlyBackEnd(caller)
                .compose(allowed -> find(caller, command.role()))
                .compose(found -> write(
                        caller,
                        new RoleState(
                                found.sid(),
                                found.friendlyName(),
                                found.type(),
                                command.permissions(),
                                found.createdMillis(),
                                clock.millis())));
    }

    private Future<Outcome<Done>> delete(Caller caller, DeleteRole command) {
        return onlyBackEnd(caller)
                .compose(allowed -> find(caller, command.role()))
                .compose(found -> store.read(caller.serviceSid()))
                .compose(roles -> isDefault(roles.settings(), command.role())
                        ? Future.failedFuture(new RequestFailedException(ErrorCode.BAD_REQUEST))
                        : store.remove(caller.serviceSid(), command.role()))
                .onSuccess(removed -> directory.forget(caller.serviceSid()))
                .map(removed -> Outcome.of(Done.DONE));
    }

    private Future<Outcome<RoleState>> write(Caller caller, RoleState role) {
        return store.write(caller.serviceSid(), role)
                .onSuccess(written -> directory.forget(caller.serviceSid()))
                .map(written -> Outcome.of(role));
    }

    private Future<RoleState> find(Caller caller, String sid) {
        return store.read(caller.serviceSid())
                .compose(roles -> roles.roles().stream()
                        .filter(role -> role.sid().equals(sid))
                        .findFirst()
                        .map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(new RequestFailedException(ErrorCode.ROLE_NOT_FOUND))));
    }

    private static boolean isDefault(MessagingSettings settings, String role) {
        return role.equals(settings.serviceRoleSid())
                || role.equals(settings.channelRoleSid())
                || role.equals(settings.channelCreatorRoleSid());
    }

    private static Future<Void> onlyBackEnd(Caller caller) {
        return caller.backEnd()
                ? Future.succeededFuture()
                : Future.failedFuture(new RequestFailedException(ErrorCode.CHAT_FORBIDDEN));
    }
}
