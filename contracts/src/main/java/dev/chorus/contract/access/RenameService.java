package dev.chorus.contract.access;

import org.jspecify.annotations.Nullable;

/**
 * Gives the caller's service another name; only the back end may.
 *
 * @param friendlyName the name; null for none
 */
public record RenameService(@Nullable String friendlyName) implements AccessCommand<ServiceSettings> {}
