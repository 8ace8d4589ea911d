package dev.chorus.contract.access;

/**
 * Looks a signing key up. Fails with {@link dev.chorus.contract.error.ErrorCode#TOKEN_ISSUER_INVALID} if there is none.
 *
 * @param sid the key's sid, {@code SK…}; the account's own sid names its auth token
 */
public record ReadApiKey(String sid) implements AccessCommand<ApiKey> {}
