package dev.chorus.contract.permission;

import dev.chorus.contract.object.ObjectType;

/**
 * Reads all rights on an object.
 *
 * @param type what the object is
 * @param id its sid or its unique name
 */
public record ReadPermissions(ObjectType type, String id) implements PermissionCommand<PermissionList> {}
