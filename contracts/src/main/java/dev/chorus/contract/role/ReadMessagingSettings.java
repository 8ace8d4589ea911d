package dev.chorus.contract.role;

/** Reads what the caller's service has decided. */
public record ReadMessagingSettings() implements RoleCommand<MessagingSettings> {}
