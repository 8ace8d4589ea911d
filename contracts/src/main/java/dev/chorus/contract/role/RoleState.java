package dev.chorus.contract.role;

import dev.chorus.contract.Reply;
import java.util.Set;

/**
 * A role at one moment.
 *
 * @param sid its sid, {@code RL…}
 * @param friendlyName its name
 * @param type where it counts
 * @param permissions what it allows
 * @param createdMillis when it was made, epoch milliseconds
 * @param updatedMillis when it last changed, epoch milliseconds
 */
public record RoleState(
        String sid,
        String friendlyName,
        RoleType type,
        Set<RolePermission> permissions,
        long createdMillis,
        long updatedMillis)
        implements Reply {}
