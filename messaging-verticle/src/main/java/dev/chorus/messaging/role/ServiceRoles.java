package dev.chorus.messaging.role;

import dev.chorus.contract.role.MessagingSettings;
import dev.chorus.contract.role.RolePermission;
import dev.chorus.contract.role.RoleState;
import dev.chorus.contract.role.RoleType;
import dev.chorus.contract.value.Sha256;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The roles of one service and what it has decided.
 *
 * @param settings what it has decided
 * @param roles its roles, the oldest first
 */
public record ServiceRoles(MessagingSettings settings, List<RoleState> roles) {
    private static final int SID_DIGITS = 32;
    private static final Set<RolePermission> SERVICE_ADMIN = EnumSet.complementOf(EnumSet.of(
            RolePermission.EDIT_OWN_MESSAGE,
            RolePermission.EDIT_OWN_MESSAGE_ATTRIBUTES,
            RolePermission.EDIT_OWN_USER_INFO,
            RolePermission.DELETE_OWN_MESSAGE,
            RolePermission.EDIT_OWN_MEMBER_ATTRIBUTES));
    private static final Set<RolePermission> SERVICE_USER =
            EnumSet.of(RolePermission.CREATE_CHANNEL, RolePermission.JOIN_CHANNEL, RolePermission.EDIT_OWN_USER_INFO);
    private static final Set<RolePermission> CHANNEL_USER = EnumSet.of(
            RolePermission.ADD_MEMBER,
            RolePermission.INVITE_MEMBER,
            RolePermission.SEND_MESSAGE,
            RolePermission.SEND_MEDIA_MESSAGE,
            RolePermission.LEAVE_CHANNEL,
            RolePermission.EDIT_OWN_MESSAGE,
            RolePermission.EDIT_OWN_MESSAGE_ATTRIBUTES,
            RolePermission.DELETE_OWN_MESSAGE,
            RolePermission.EDIT_NOTIFICATION_LEVEL,
            RolePermission.EDIT_OWN_MEMBER_ATTRIBUTES);
    private static final Set<RolePermission> CHANNEL_ADMIN = channelAdmin();

    /** What a service begins with. */
    static ServiceRoles defaults(String service) {
        RoleState serviceAdmin = role(service, "service admin", RoleType.DEPLOYMENT, SERVICE_ADMIN);
        RoleState serviceUser = role(service, "service user", RoleType.DEPLOYMENT, SERVICE_USER);
        RoleState channelAdmin = role(service, "channel admin", RoleType.CHANNEL, CHANNEL_ADMIN);
        RoleState channelUser = role(service, "channel user", RoleType.CHANNEL, CHANNEL_USER);
        MessagingSettings settings = new MessagingSettings(
                serviceUser.sid(), channelUser.sid(), channelAdmin.sid(), true, 5, 5, 1_000, 1_000, true);
        return new ServiceRoles(settings, List.of(serviceAdmin, serviceUser, channelAdmin, channelUser));
    }

    /** The permissions of a role, or none for a role that is gone. */
    int bitsOf(String sid) {
        return roles.stream()
                .filter(role -> role.sid().equals(sid))
                .mapToInt(role -> RolePermission.bits(role.permissions()))
                .findFirst()
                .orElse(0);
    }

    /** The bits of all channel roles, as scripts take them. */
    String channelRoles() {
        return roles.stream()
                .filter(role -> role.type() == RoleType.CHANNEL)
                .map(role -> role.sid() + "=" + RolePermission.bits(role.permissions()))
                .collect(Collectors.joining(","));
    }

    private static RoleState role(String service, String name, RoleType type, Set<RolePermission> permissions) {
        String digits = HexFormat.of().formatHex(Sha256.of("role", service, name));
        return new RoleState("RL" + digits.substring(0, SID_DIGITS), name, type, permissions, 0, 0);
    }

    private static Set<RolePermission> channelAdmin() {
        EnumSet<RolePermission> all = EnumSet.allOf(RolePermission.class);
        all.remove(RolePermission.CREATE_CHANNEL);
        all.remove(RolePermission.JOIN_CHANNEL);
        all.remove(RolePermission.EDIT_ANY_USER_INFO);
        all.remove(RolePermission.EDIT_OWN_USER_INFO);
        return all;
    }
}
