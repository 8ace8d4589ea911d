package dev.chorus.contract.user;

import dev.chorus.contract.Done;

/**
 * Removes a user from all channels, and then the user. Only back ends may. Fails with
 * {@link dev.chorus.contract.error.ErrorCode#USER_NOT_FOUND}.
 *
 * @param identity who, or the user's sid
 */
public record DeleteUser(String identity) implements UserCommand<Done> {}
