package dev.chorus.contract.user;

import org.jspecify.annotations.Nullable;

/**
 * Makes a user before it comes. Only back ends may. Fails with
 * {@link dev.chorus.contract.error.ErrorCode#USER_EXISTS}.
 *
 * @param identity who
 * @param roleSid the role in the service; null for the usual one
 * @param friendlyName a name to show; null for none
 * @param attributes the app's own data, the text of a JSON object; {@code {}} if absent
 */
public record CreateUser(
        String identity,
        @Nullable String roleSid,
        @Nullable String friendlyName,
        @Nullable String attributes) implements UserCommand<UserState> {}
