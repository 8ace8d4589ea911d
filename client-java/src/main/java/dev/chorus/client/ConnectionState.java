package dev.chorus.client;

import java.util.Locale;

/** Where a connection stands. */
public enum ConnectionState {
    /** Offline, and no attempt under way. */
    DISCONNECTED,
    /** Offline, and an attempt under way or soon to be. */
    CONNECTING,
    /** Online. */
    CONNECTED,
    /** Going offline. */
    DISCONNECTING,
    /** The token is refused or has ended; another one must come before there is a connection again. */
    DENIED,
    /** There will be no connection: the client has to be made anew, with other options. */
    ERROR;

    /** The state as the other SDKs call it, {@code connected} for instance. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
