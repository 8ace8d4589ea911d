package dev.chorus.contract.role;

import dev.chorus.contract.Done;

/**
 * Removes all channels and users of the caller's service, which is about to be removed. What could not be removed in time
 * is removed when this is asked again.
 */
public record EraseMessaging() implements RoleCommand<Done> {}
