package dev.chorus.contract.role;

import java.util.Set;

/**
 * Replaces what a role allows. Fails with {@link dev.chorus.contract.error.ErrorCode#ROLE_NOT_FOUND}.
 *
 * @param role its sid
 * @param permissions what it allows from now on
 */
public record UpdateRole(String role, Set<RolePermission> permissions) implements RoleCommand<RoleState> {}
