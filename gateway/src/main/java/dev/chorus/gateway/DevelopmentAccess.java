package dev.chorus.gateway;

/**
 * The keys with which the development token endpoint signs. Only a development cluster has them.
 *
 * @param accountSid the account, {@code AC…}
 * @param keySid its API key, {@code SK…}
 * @param keySecret that key's secret
 * @param serviceSid the service instance, {@code IS…}
 */
public record DevelopmentAccess(String accountSid, String keySid, String keySecret, String serviceSid) {
    /** Names the keys without the secret. */
    @Override
    public String toString() {
        return "DevelopmentAccess[accountSid=" + accountSid + ", keySid=" + keySid + ", serviceSid=" + serviceSid + "]";
    }
}
