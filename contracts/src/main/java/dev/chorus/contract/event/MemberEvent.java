package dev.chorus.contract.event;

import dev.chorus.contract.member.MemberState;

/**
 * A user joined or left a channel; the address that it comes to says which.
 *
 * @param accountSid the account, {@code AC…}
 * @param serviceSid the service, {@code IS…}
 * @param actor the identity that caused it: the member's own, or who added or removed the member
 * @param member the member
 */
public record MemberEvent(String accountSid, String serviceSid, String actor, MemberState member) {}
