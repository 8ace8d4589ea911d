package dev.chorus.sync.permission;

import dev.chorus.contract.Done;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.permission.Permission;
import dev.chorus.contract.permission.PermissionList;
import dev.chorus.contract.permission.ReadPermissions;
import dev.chorus.contract.permission.RemovePermission;
import dev.chorus.contract.permission.SetPermission;
import dev.chorus.service.access.ServiceAccess;
import dev.chorus.service.command.CommandTable;
import dev.chorus.store.Outcome;
import dev.chorus.store.permission.PermissionStore;
import dev.chorus.store.permission.Rights;
import io.vertx.core.Future;

/** Answers commands about rights on objects. */
public final class PermissionHandlers {
    private final ServiceAccess access;
    private final PermissionStore permissions;

    /** Handlers over these parts. */
    public PermissionHandlers(ServiceAccess access, PermissionStore permissions) {
        this.access = access;
        this.permissions = permissions;
    }

    /** Adds them to the table. */
    public void register(CommandTable table) {
        table.on(SetPermission.class, "permission.set", this::set)
                .on(RemovePermission.class, "permission.remove", this::remove)
                .on(ReadPermissions.class, "permission.read", this::read);
    }

    private Future<Outcome<Permission>> set(Caller caller, SetPermission command) {
        return write(caller, command.type(), command.id(), command.identity(), new boolean[] {
            command.read(), command.write(), command.manage()
        });
    }

    private Future<Outcome<Done>> remove(Caller caller, RemovePermission command) {
        return write(caller, command.type(), command.id(), command.identity(), new boolean[3])
                .map(removed ->
                        new Outcome<>(Done.DONE, removed.object(), removed.changes(), removed.gateways(), false));
    }

    private Future<Outcome<Permission>> write(
            Caller caller, ObjectType type, String id, String identity, boolean[] rights) {
        return access.authorize(caller, Rights.MANAGE)
                .compose(call -> access.sid(call, type, id)
                        .compose(sid -> permissions.write(
                                call, type, new Permission(sid, identity, rights[0], rights[1], rights[2]))));
    }

    private Future<Outcome<PermissionList>> read(Caller caller, ReadPermissions command) {
        return access.authorize(caller, Rights.MANAGE)
                .compose(call -> access.sid(call, command.type(), command.id())
                        .compose(sid -> permissions.read(call, command.type(), sid)))
                .map(Outcome::of);
    }
}
