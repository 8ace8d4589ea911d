package dev.chorus.contract.permission;

import dev.chorus.contract.Reply;
import java.util.List;

/**
 * The rights on one object.
 *
 * @param permissions one for each identity that has any, ordered by identity
 */
public record PermissionList(List<Permission> permissions) implements Reply {}
