package dev.chorus.contract.permission;

import dev.chorus.contract.Command;
import dev.chorus.contract.Reply;

/**
 * Commands about who may do what with an object. The back end may give them, and identities that may manage it.
 *
 * @param <R> the answer
 */
public sealed interface PermissionCommand<R extends Reply> extends Command<R>
        permits ReadPermissions, RemovePermission, SetPermission {}
