package dev.chorus.contract.user;

import org.jspecify.annotations.Nullable;

/**
 * Begins a client's work: makes the caller's user where it is new.
 *
 * @param roleSid the service role that the token names, for a new user; null for the service's default
 */
public record OpenMessaging(@Nullable String roleSid) implements UserCommand<MessagingProfile> {}
