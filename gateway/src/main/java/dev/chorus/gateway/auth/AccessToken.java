package dev.chorus.gateway.auth;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A token that was found to be good.
 *
 * @param keySid the key that signed it
 * @param accountSid the account whose key that is
 * @param identity for whom
 * @param services the service instance for each product that it grants
 * @param expiresAt until when
 * @param serviceRoleSid the role in the chat service that its user is to have, {@code RL…}; null for the usual one
 */
public record AccessToken(
        String keySid,
        String accountSid,
        String identity,
        Map<Grant, String> services,
        Instant expiresAt,
        @Nullable String serviceRoleSid) {
    /** A token that names no role. */
    public AccessToken(
            String keySid, String accountSid, String identity, Map<Grant, String> services, Instant expiresAt) {
        this(keySid, accountSid, identity, services, expiresAt, null);
    }

    /**
     * The service that the token opens for the first of these products that it grants. Fails with
     * {@link ErrorCode#TOKEN_GRANTS_INVALID} if it grants none.
     */
    public String serviceSid(Grant... accepted) {
        for (Grant grant : accepted) {
            String service = services.get(grant);
            if (service != null) {
                return service;
            }
        }
        throw new RequestFailedException(ErrorCode.TOKEN_GRANTS_INVALID);
    }
}
