package dev.chorus.messaging.user;

import dev.chorus.contract.Done;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.role.RoleType;
import dev.chorus.contract.user.CreateUser;
import dev.chorus.contract.user.DeleteUser;
import dev.chorus.contract.user.ListUsers;
import dev.chorus.contract.user.UserPage;
import dev.chorus.contract.user.UserSid;
import dev.chorus.contract.user.UserState;
import dev.chorus.messaging.index.UserIndex;
import dev.chorus.messaging.input.MessagingInput;
import dev.chorus.messaging.role.RoleDirectory;
import dev.chorus.messaging.script.Tellings;
import dev.chorus.service.command.CommandTable;
import dev.chorus.store.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Answers the commands about users that only back ends give. */
public final class UserAdministration {
    private static final int LIMIT = 100;

    private final UserStore users;
    private final UserIndex index;
    private final RoleDirectory roles;
    private final UserChannels channels;
    private final Tellings tellings;

    /** Handlers over these parts. */
    public UserAdministration(
            UserStore users, UserIndex index, RoleDirectory roles, UserChannels channels, Tellings tellings) {
        this.users = users;
        this.index = index;
        this.roles = roles;
        this.channels = channels;
        this.tellings = tellings;
    }

    /** Adds them to the table. */
    public void register(CommandTable table) {
        table.on(CreateUser.class, "user.create", this::create)
                .on(ListUsers.class, "user.list-all", this::list)
                .on(DeleteUser.class, "user.delete", this::delete);
    }

    private Future<Outcome<UserState>> create(Caller caller, CreateUser command) {
        MessagingInput.onlyBackEnd(caller);
        String identity = MessagingInput.newIdentity(command.identity());
        String friendlyName = MessagingInput.friendlyName(command.friendlyName());
        String attributes = MessagingInput.attributesOrNone(command.attributes());
        UserSid user = UserSid.of(caller.serviceSid(), identity);
        return roles.named(caller, command.roleSid(), RoleType.DEPLOYMENT, ErrorCode.SERVICE_ROLE_UNKNOWN)
                .compose(named -> roles.read(caller.serviceSid()).compose(service -> {
                    String role =
                            Objects.requireNonNullElse(named, service.settings().serviceRoleSid());
                    boolean reachability = service.settings().reachabilityEnabled();
                    return users.create(caller, identity, role, friendlyName, attributes)
                            .compose(created -> users.read(caller, user, reachability))
                            .map(Outcome::of);
                }));
    }

    private Future<Outcome<UserPage>> list(Caller caller, ListUsers command) {
        MessagingInput.onlyBackEnd(caller);
        int size = Math.max(1, Math.min(LIMIT, command.limit()));
        return index.read(caller.serviceSid(), command.from(), size)
                .compose(page -> Future.all(page.sids().stream()
                                .map(sid -> find(caller, new UserSid(sid)))
                                .toList())
                        .map(all -> {
                            List<Optional<UserState>> found = all.list();
                            return Outcome.of(new UserPage(
                                    found.stream().flatMap(Optional::stream).toList(), page.next()));
                        }));
    }

    private Future<Outcome<Done>> delete(Caller caller, DeleteUser command) {
        MessagingInput.onlyBackEnd(caller);
        UserSid user = UserSid.isSid(command.identity())
                ? new UserSid(command.identity())
                : UserSid.of(caller.serviceSid(), command.identity());
        return users.read(caller, user, false)
                .compose(found -> channels.leaveAll(caller, found.identity()))
                .compose(left -> users.delete(caller, user))
                .onSuccess(tellings::tell)
                .map(deleted -> Outcome.of(Done.DONE));
    }

    /** Lists do not say who is there. Who is gone since is not in them. */
    private Future<Optional<UserState>> find(Caller caller, UserSid user) {
        return users.read(caller, user, false)
                .map(Optional::of)
                .recover(failure ->
                        failure instanceof RequestFailedException refusal && refusal.code() == ErrorCode.USER_NOT_FOUND
                                ? Future.succeededFuture(Optional.empty())
                                : Future.failedFuture(failure));
    }
}
