package dev.chorus.contract.access;

import dev.chorus.contract.Reply;

/**
 * A key that signs tokens and authenticates back ends.
 *
 * @param sid the key's sid, {@code SK…}, or the account's for its auth token
 * @param accountSid the account that it belongs to
 * @param secret the shared secret
 */
public record ApiKey(String sid, String accountSid, String secret) implements Reply {
    /** Names the key without its secret, so that it can be logged. */
    @Override
    public String toString() {
        return "ApiKey[sid=" + sid + ", accountSid=" + accountSid + "]";
    }
}
