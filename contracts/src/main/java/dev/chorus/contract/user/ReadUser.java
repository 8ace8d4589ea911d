package dev.chorus.contract.user;

/**
 * Reads a user. Fails with {@link dev.chorus.contract.error.ErrorCode#USER_NOT_FOUND}.
 *
 * @param identity who, or the user's sid
 */
public record ReadUser(String identity) implements UserCommand<UserState> {}
