package dev.chorus.service.webhook;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The events of chat, each with the question before and the news after it (REST specification, section 9.1). */
public enum ChatEvent {
    /** A message is sent. */
    MESSAGE_SENT("onMessageSend", "onMessageSent"),
    /** A message is changed. */
    MESSAGE_UPDATED("onMessageUpdate", "onMessageUpdated"),
    /** A message is removed. */
    MESSAGE_REMOVED("onMessageRemove", "onMessageRemoved"),
    /** A message with a file is sent, which does not happen here. */
    MEDIA_MESSAGE_SENT("onMediaMessageSend", "onMediaMessageSent"),
    /** A channel is made. */
    CHANNEL_ADDED("onChannelAdd", "onChannelAdded"),
    /** A channel is changed. */
    CHANNEL_UPDATED("onChannelUpdate", "onChannelUpdated"),
    /** A channel is removed. */
    CHANNEL_DESTROYED("onChannelDestroy", "onChannelDestroyed"),
    /** A user becomes a member. */
    MEMBER_ADDED("onMemberAdd", "onMemberAdded"),
    /** A member is changed. */
    MEMBER_UPDATED("onMemberUpdate", "onMemberUpdated"),
    /** A member leaves or is removed. */
    MEMBER_REMOVED("onMemberRemove", "onMemberRemoved"),
    /** A user appears, of which nobody is asked before. */
    USER_ADDED("", "onUserAdded"),
    /** A user's profile is changed. */
    USER_UPDATED("onUserUpdate", "onUserUpdated");

    private static final Set<String> NAMES = Arrays.stream(values())
            .flatMap(event -> Arrays.stream(new String[] {event.before, event.after}))
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toUnmodifiableSet());

    private final String before;
    private final String after;

    ChatEvent(String before, String after) {
        this.before = before;
        this.after = after;
    }

    /** The name under which the back end is asked; empty where it is not. */
    public String before() {
        return before;
    }

    /** The name under which it is told. */
    public String after() {
        return after;
    }

    /** Whether an event has this name. */
    public static boolean isName(String name) {
        return NAMES.contains(name);
    }
}
