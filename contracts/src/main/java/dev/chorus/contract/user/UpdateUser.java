package dev.chorus.contract.user;

import org.jspecify.annotations.Nullable;

/**
 * Changes a profile. Everyone may change their own; others' only with the right to.
 *
 * @param identity whose, or the user's sid
 * @param friendlyName the new name; empty for none, null leaves it
 * @param attributes the new attributes, the text of a JSON object; null leaves them
 * @param roleSid the new role in the service, which only back ends may give; null leaves it
 */
public record UpdateUser(
        String identity,
        @Nullable String friendlyName,
        @Nullable String attributes,
        @Nullable String roleSid) implements UserCommand<UserState> {

    /** A change of the profile. */
    public UpdateUser(String identity, @Nullable String friendlyName, @Nullable String attributes) {
        this(identity, friendlyName, attributes, null);
    }
}
