package dev.chorus.contract.access;

import dev.chorus.contract.Done;

/**
 * Makes an account with one API key and one service, or leaves them as they are where they exist with these secrets.
 *
 * @param accountSid the account, {@code AC…}
 * @param authToken its auth token
 * @param keySid its API key, {@code SK…}
 * @param keySecret that key's secret
 * @param serviceSid its service instance, {@code IS…}
 */
public record RegisterTenant(String accountSid, String authToken, String keySid, String keySecret, String serviceSid)
        implements AccessCommand<Done> {
    /** Names the tenant without its secrets. */
    @Override
    public String toString() {
        return "RegisterTenant[accountSid=" + accountSid + ", keySid=" + keySid + ", serviceSid=" + serviceSid + "]";
    }
}
