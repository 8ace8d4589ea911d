package dev.chorus.contract.access;

import org.jspecify.annotations.Nullable;

/**
 * Makes a service of the caller's account, for chat and sync alike; only the back end may. The caller's own service is
 * not looked at.
 *
 * @param friendlyName its name; null for none
 */
public record CreateService(@Nullable String friendlyName) implements AccessCommand<ServiceSettings> {}
