package dev.chorus.contract.user;

import dev.chorus.contract.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of users.
 *
 * @param users the users, in order
 * @param next where the next page begins; null if there is none
 */
public record UserPage(List<UserState> users, @Nullable String next) implements Reply {}
