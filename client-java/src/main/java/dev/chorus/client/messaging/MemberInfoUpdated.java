package dev.chorus.client.messaging;

import java.util.List;

/**
 * A member's user is another now.
 *
 * @param member the member
 * @param user the user
 * @param changes the fields that changed
 */
public record MemberInfoUpdated(Member member, UserInfo user, List<String> changes) {}
