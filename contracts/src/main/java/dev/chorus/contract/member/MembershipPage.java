package dev.chorus.contract.member;

import dev.chorus.contract.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a user's channels.
 *
 * @param memberships the channels, in the order of their sids
 * @param next where the next page begins; null if there is none
 */
public record MembershipPage(
        List<MembershipState> memberships, @Nullable String next) implements Reply {}
