package dev.chorus.contract.event;

import dev.chorus.contract.channel.ChannelState;

/**
 * A channel was made, changed or removed; the address that it comes to says which.
 *
 * @param accountSid the account, {@code AC…}
 * @param serviceSid the service, {@code IS…}
 * @param actor the identity that caused it
 * @param channel the channel after it, or as it was before its removal
 */
public record ChannelEvent(String accountSid, String serviceSid, String actor, ChannelState channel) {}
