package dev.chorus.contract.access;

import org.jspecify.annotations.Nullable;

/**
 * Changes the settings of the caller's service; only the back end may. What is null stays as it is.
 *
 * @param friendlyName its name; empty for none
 * @param aclEnabled see {@link ServiceSettings#aclEnabled()}
 * @param webhookUrl see {@link SyncWebhooks#url()}; empty for none
 * @param webhooksFromRest see {@link SyncWebhooks#fromRest()}
 * @param reachabilityWebhooks see {@link SyncWebhooks#reachability()}
 * @param debouncing see {@link SyncWebhooks#debouncing()}
 * @param debouncingWindowMillis see {@link SyncWebhooks#debouncingWindowMillis()}; 1,000 to 30,000
 */
public record UpdateServiceSettings(
        @Nullable String friendlyName,
        @Nullable Boolean aclEnabled,
        @Nullable String webhookUrl,
        @Nullable Boolean webhooksFromRest,
        @Nullable Boolean reachabilityWebhooks,
        @Nullable Boolean debouncing,
        @Nullable Long debouncingWindowMillis)
        implements AccessCommand<ServiceSettings> {

    /** A change of who may do what, and of nothing else. */
    public static UpdateServiceSettings ofAcl(boolean enabled) {
        return new UpdateServiceSettings(null, enabled, null, null, null, null, null);
    }

    /** A change of the name, and of nothing else. */
    public static UpdateServiceSettings ofName(@Nullable String friendlyName) {
        return new UpdateServiceSettings(friendlyName == null ? "" : friendlyName, null, null, null, null, null, null);
    }
}
