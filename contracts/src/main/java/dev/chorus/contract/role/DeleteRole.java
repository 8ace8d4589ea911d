package dev.chorus.contract.role;

import dev.chorus.contract.Done;

/**
 * Removes a role. Fails with {@link dev.chorus.contract.error.ErrorCode#ROLE_NOT_FOUND}, and where the role is one of
 * the service's defaults, with {@link dev.chorus.contract.error.ErrorCode#BAD_REQUEST}.
 *
 * @param role its sid
 */
public record DeleteRole(String role) implements RoleCommand<Done> {}
