package dev.chorus.contract.access;

import dev.chorus.contract.Reply;
import org.jspecify.annotations.Nullable;

/**
 * An account with its auth token, or an API key.
 *
 * @param sid the account's sid, {@code AC…}, or the key's, {@code SK…}
 * @param accountSid the account that it belongs to
 * @param friendlyName its name; null for none
 * @param secret the auth token, or the key's secret; null but in the answer to its making
 * @param createdMillis when it was made, epoch milliseconds; 0 where nobody knows
 */
public record CredentialState(
        String sid,
        String accountSid,
        @Nullable String friendlyName,
        @Nullable String secret,
        long createdMillis) implements Reply {
    /** Names it without its secret, so that it can be logged. */
    @Override
    public String toString() {
        return "CredentialState[sid=" + sid + ", accountSid=" + accountSid + "]";
    }
}
