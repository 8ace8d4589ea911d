package dev.chorus.contract.access;

import dev.chorus.contract.Reply;
import org.jspecify.annotations.Nullable;

/**
 * What an account has decided for one of its services.
 *
 * @param sid the service instance, {@code IS…}
 * @param accountSid the account that it belongs to
 * @param aclEnabled whether identities need a permission for each object that they did not create
 * @param webhooks what its back end is told of Sync objects
 * @param chatWebhooks what its back end is asked and told of channels
 * @param friendlyName its name; null for none
 * @param createdMillis when it was made, epoch milliseconds; 0 where nobody knows
 * @param updatedMillis when it was last changed, epoch milliseconds; 0 where nobody knows
 */
public record ServiceSettings(
        String sid,
        String accountSid,
        boolean aclEnabled,
        SyncWebhooks webhooks,
        ChatWebhooks chatWebhooks,
        @Nullable String friendlyName,
        long createdMillis,
        long updatedMillis)
        implements Reply {

    /** A service of which nobody said more. */
    public ServiceSettings(String sid, String accountSid, boolean aclEnabled) {
        this(sid, accountSid, aclEnabled, SyncWebhooks.NONE, ChatWebhooks.NONE, null, 0, 0);
    }
}
