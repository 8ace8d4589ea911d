package dev.chorus.contract.role;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/** One thing that a role may allow (REST specification, section 5.7). The numbers are stored as bits and never change. */
public enum RolePermission {
    /** Make others members of a channel. */
    ADD_MEMBER(0, "addMember"),
    /** Make channels. */
    CREATE_CHANNEL(1, "createChannel"),
    /** Remove messages of others. */
    DELETE_ANY_MESSAGE(2, "deleteAnyMessage"),
    /** Remove own messages. */
    DELETE_OWN_MESSAGE(3, "deleteOwnMessage"),
    /** Remove channels. */
    DESTROY_CHANNEL(4, "destroyChannel"),
    /** Change the text of others' messages. */
    EDIT_ANY_MESSAGE(5, "editAnyMessage"),
    /** Change the attributes of others' messages. */
    EDIT_ANY_MESSAGE_ATTRIBUTES(6, "editAnyMessageAttributes"),
    /** Change others' profiles. */
    EDIT_ANY_USER_INFO(7, "editAnyUserInfo"),
    /** Change a channel's attributes. */
    EDIT_CHANNEL_ATTRIBUTES(8, "editChannelAttributes"),
    /** Change a channel's names. */
    EDIT_CHANNEL_NAME(9, "editChannelName"),
    /** Change the text of own messages. */
    EDIT_OWN_MESSAGE(10, "editOwnMessage"),
    /** Change the attributes of own messages. */
    EDIT_OWN_MESSAGE_ATTRIBUTES(11, "editOwnMessageAttributes"),
    /** Change the own profile. */
    EDIT_OWN_USER_INFO(12, "editOwnUserInfo"),
    /** Invite others to a channel. */
    INVITE_MEMBER(13, "inviteMember"),
    /** Join channels. */
    JOIN_CHANNEL(14, "joinChannel"),
    /** Leave channels. */
    LEAVE_CHANNEL(15, "leaveChannel"),
    /** End others' memberships. */
    REMOVE_MEMBER(16, "removeMember"),
    /** Send messages. */
    SEND_MESSAGE(17, "sendMessage"),
    /** Send messages with media. */
    SEND_MEDIA_MESSAGE(18, "sendMediaMessage"),
    /** Change the own notification level. */
    EDIT_NOTIFICATION_LEVEL(19, "editNotificationLevel"),
    /** Change others' member attributes. */
    EDIT_ANY_MEMBER_ATTRIBUTES(20, "editAnyMemberAttributes"),
    /** Change the own member attributes. */
    EDIT_OWN_MEMBER_ATTRIBUTES(21, "editOwnMemberAttributes");

    private final int position;
    private final String word;

    RolePermission(int position, String word) {
        this.position = position;
        this.word = word;
    }

    /** The name in the protocols. */
    public String word() {
        return word;
    }

    /** The bit that stands for it. */
    public int bit() {
        return 1 << position;
    }

    /** The permission of this name, if there is one. */
    public static Optional<RolePermission> ofWord(String word) {
        return Arrays.stream(values())
                .filter(permission -> permission.word.equals(word))
                .findFirst();
    }

    /** The bits of several. */
    public static int bits(Collection<RolePermission> permissions) {
        return permissions.stream().mapToInt(RolePermission::bit).reduce(0, (a, b) -> a | b);
    }
}
