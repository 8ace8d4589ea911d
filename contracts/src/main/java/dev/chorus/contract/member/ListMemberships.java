package dev.chorus.contract.member;

import org.jspecify.annotations.Nullable;

/**
 * Reads a page of the caller's channels: joined, invited to, or made.
 *
 * @param from where the page begins, as {@link MembershipPage#next} said; null for the first page
 * @param limit how many at most
 */
public record ListMemberships(@Nullable String from, int limit) implements MemberCommand<MembershipPage> {}
