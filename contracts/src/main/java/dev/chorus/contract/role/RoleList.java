package dev.chorus.contract.role;

import dev.chorus.contract.Reply;
import java.util.List;

/**
 * The roles of a service.
 *
 * @param roles the roles, in the order of their creation
 */
public record RoleList(List<RoleState> roles) implements Reply {}
