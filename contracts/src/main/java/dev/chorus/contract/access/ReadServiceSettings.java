package dev.chorus.contract.access;

/**
 * Reads the settings of the caller's service. Fails with {@link dev.chorus.contract.error.ErrorCode#NOT_FOUND} if the
 * account has no such service.
 */
public record ReadServiceSettings() implements AccessCommand<ServiceSettings> {}
