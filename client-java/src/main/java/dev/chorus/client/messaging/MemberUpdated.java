package dev.chorus.client.messaging;

import java.util.List;

/**
 * A member is another now.
 *
 * @param member the member
 * @param changes the fields that changed, {@code lastConsumedMessageIndex} for instance
 */
public record MemberUpdated(Member member, List<String> changes) {}
