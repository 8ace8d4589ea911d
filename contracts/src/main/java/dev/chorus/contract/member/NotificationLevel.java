package dev.chorus.contract.member;

import java.util.Locale;

/** Whether a user wants to be notified of a channel's messages. */
public enum NotificationLevel {
    DEFAULT,
    MUTED;

    /** The name in the protocols. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
