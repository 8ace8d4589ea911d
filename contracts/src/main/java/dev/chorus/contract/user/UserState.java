package dev.chorus.contract.user;

import dev.chorus.contract.Reply;
import org.jspecify.annotations.Nullable;

/**
 * A user at one moment.
 *
 * @param sid the user's sid
 * @param identity who it is
 * @param friendlyName a name to show; null for none
 * @param attributes the app's own data, the text of a JSON object
 * @param roleSid the role in the service, {@code RL…}
 * @param online whether the user has a connection; null where the service does not tell
 * @param notifiable whether the user can be reached by push; null where the service does not tell
 * @param createdMillis when the user was first seen, epoch milliseconds
 * @param updatedMillis when the profile last changed, epoch milliseconds
 * @param joinedChannels of how many channels the user is a member; null where only back ends are told
 */
public record UserState(
        UserSid sid,
        String identity,
        @Nullable String friendlyName,
        String attributes,
        String roleSid,
        @Nullable Boolean online,
        @Nullable Boolean notifiable,
        long createdMillis,
        long updatedMillis,
        @Nullable Long joinedChannels)
        implements Reply {}
