package dev.chorus.contract.member;

import dev.chorus.contract.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a channel's invitations.
 *
 * @param invitations the invitations, the oldest first
 * @param next where the next page begins; null if there is none
 */
public record InvitationPage(
        List<InvitationState> invitations, @Nullable String next) implements Reply {}
