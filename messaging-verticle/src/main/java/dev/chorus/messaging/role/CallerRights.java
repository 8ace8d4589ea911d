package dev.chorus.messaging.role;

import dev.chorus.contract.role.MessagingSettings;
import dev.chorus.contract.role.RolePermission;

/**
 * What a caller may do: by the service role at once, and by whatever role the caller turns out to have in a channel.
 *
 * @param serviceBits the permissions of the service role
 * @param trusted whether everything is allowed: a back end, or the cluster itself
 * @param channelRoles the bits of all channel roles, {@code RL…=bits} separated by commas
 * @param settings what the service has decided
 */
public record CallerRights(int serviceBits, boolean trusted, String channelRoles, MessagingSettings settings) {
    /** Whether the service role alone allows something. */
    public boolean allow(RolePermission permission) {
        return trusted || (serviceBits & permission.bit()) != 0;
    }

    /** The form that {@code shared/channel.lua} reads. */
    public String pack() {
        return serviceBits + " " + (trusted ? 1 : 0) + " " + settings.channelCreatorRoleSid() + " " + channelRoles;
    }
}
