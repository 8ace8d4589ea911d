package dev.chorus.contract.access;

/**
 * Changes the settings of the caller's service; only the back end may.
 *
 * @param aclEnabled see {@link ServiceSettings#aclEnabled()}
 */
public record UpdateServiceSettings(boolean aclEnabled) implements AccessCommand<ServiceSettings> {}
