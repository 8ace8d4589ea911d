package dev.chorus.contract.permission;

import dev.chorus.contract.object.ObjectType;

/**
 * Gives an identity rights on an object, in place of those that it had.
 *
 * @param type what the object is
 * @param id its sid or its unique name
 * @param identity who gets the rights
 * @param read whether it may read and subscribe
 * @param write whether it may change data
 * @param manage whether it may remove the object and give rights
 */
public record SetPermission(ObjectType type, String id, String identity, boolean read, boolean write, boolean manage)
        implements PermissionCommand<Permission> {}
