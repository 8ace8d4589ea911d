package dev.chorus.contract.access;

import dev.chorus.contract.Reply;

/**
 * What an account has decided for one of its services.
 *
 * @param sid the service instance, {@code IS…}
 * @param accountSid the account that it belongs to
 * @param aclEnabled whether identities need a permission for each object that they did not create
 */
public record ServiceSettings(String sid, String accountSid, boolean aclEnabled) implements Reply {}
