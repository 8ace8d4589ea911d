package dev.chorus.contract.role;

/** Reads the roles of the caller's service. */
public record ListRoles() implements RoleCommand<RoleList> {}
