package dev.chorus.contract.permission;

import dev.chorus.contract.Done;
import dev.chorus.contract.object.ObjectType;

/**
 * Takes all rights on an object from an identity.
 *
 * @param type what the object is
 * @param id its sid or its unique name
 * @param identity who loses the rights
 */
public record RemovePermission(ObjectType type, String id, String identity) implements PermissionCommand<Done> {}
