package dev.chorus.contract.user;

import org.jspecify.annotations.Nullable;

/**
 * Changes a profile. Everyone may change their own; others' only with the right to.
 *
 * @param identity whose
 * @param friendlyName the new name; empty for none, null leaves it
 * @param attributes the new attributes, the text of a JSON object; null leaves them
 */
public record UpdateUser(
        String identity,
        @Nullable String friendlyName,
        @Nullable String attributes) implements UserCommand<UserState> {}
