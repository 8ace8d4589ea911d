package dev.chorus.contract.role;

/**
 * Replaces what the caller's service has decided.
 *
 * @param settings from now on
 */
public record UpdateMessagingSettings(MessagingSettings settings) implements RoleCommand<MessagingSettings> {}
