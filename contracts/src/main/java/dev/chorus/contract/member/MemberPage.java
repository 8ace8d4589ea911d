package dev.chorus.contract.member;

import dev.chorus.contract.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a channel's members.
 *
 * @param members the members, the oldest first
 * @param next where the next page begins; null if there is none
 */
public record MemberPage(
        List<MemberState> members, @Nullable String next) implements Reply {}
