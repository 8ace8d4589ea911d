package dev.chorus.contract.role;

import java.util.Set;

/**
 * Makes a role.
 *
 * @param friendlyName its name
 * @param type where it counts
 * @param permissions what it allows
 */
public record CreateRole(String friendlyName, RoleType type, Set<RolePermission> permissions)
        implements RoleCommand<RoleState> {}
