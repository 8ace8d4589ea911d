package dev.chorus.store.permission;

import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.permission.Permission;
import dev.chorus.contract.permission.PermissionList;
import dev.chorus.store.Outcome;
import dev.chorus.store.Retention;
import dev.chorus.store.key.ObjectKeys;
import dev.chorus.store.script.RedisScript;
import dev.chorus.store.script.ScriptArguments;
import dev.chorus.store.script.ScriptCall;
import dev.chorus.store.script.ScriptReply;
import dev.chorus.store.script.ScriptRunner;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Rights on objects. All methods fail with the not-found code of the type, with
 * {@link dev.chorus.contract.error.ErrorCode#ACCESS_FORBIDDEN}, and as {@link ScriptRunner#run} does.
 */
public final class PermissionStore {
    private static final RedisScript WRITE = RedisScript.load("permission/write_permission");
    private static final RedisScript READ = RedisScript.load("permission/read_permissions");

    private final ScriptRunner scripts;
    private final Retention retention;

    /** A store that runs its scripts here. */
    public PermissionStore(ScriptRunner scripts, Retention retention) {
        this.scripts = scripts;
        this.retention = retention;
    }

    /** Gives an identity exactly these rights, which may be none. Those who follow the object are told. */
    public Future<Outcome<Permission>> write(ScriptCall call, ObjectType type, Permission permission) {
        ObjectKeys keys = ObjectKeys.of(permission.object());
        ScriptArguments arguments = new ScriptArguments()
                .key(keys.meta())
                .key(keys.acl())
                .key(keys.interest())
                .add(call.pack(retention))
                .add(permission.identity())
                .add(Rights.of(permission));
        return scripts.run(WRITE, keys.partition().number(), arguments)
                .compose(reply -> reply.orRefusal(type))
                .map(reply -> Outcome.told(
                        permission,
                        permission.object(),
                        reply.bytesFrom(2),
                        reply.list(1).textsFrom(0)));
    }

    /** Reads all rights on an object. */
    public Future<PermissionList> read(ScriptCall call, ObjectType type, ObjectSid object) {
        ObjectKeys keys = ObjectKeys.of(object);
        ScriptArguments arguments =
                new ScriptArguments().key(keys.meta()).key(keys.acl()).add(call.pack(retention));
        return scripts.run(READ, keys.partition().number(), arguments)
                .compose(reply -> reply.orRefusal(type))
                .map(reply -> list(object, reply));
    }

    private static PermissionList list(ObjectSid object, ScriptReply reply) {
        List<Permission> permissions = new ArrayList<>();
        for (int i = 1; i + 1 < reply.size(); i += 2) {
            permissions.add(Rights.permission(object, reply.text(i), Integer.parseInt(reply.text(i + 1))));
        }
        permissions.sort(Comparator.comparing(Permission::identity));
        return new PermissionList(permissions);
    }
}
