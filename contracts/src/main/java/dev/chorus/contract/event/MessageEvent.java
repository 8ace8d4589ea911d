package dev.chorus.contract.event;

import dev.chorus.contract.message.MessageState;

/**
 * A message was sent, changed or removed; the address that it comes to says which.
 *
 * @param accountSid the account, {@code AC…}
 * @param serviceSid the service, {@code IS…}
 * @param actor the identity that caused it
 * @param message the message after it, or as it was before its removal
 */
public record MessageEvent(String accountSid, String serviceSid, String actor, MessageState message) {}
