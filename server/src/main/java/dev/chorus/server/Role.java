package dev.chorus.server;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a process can be. */
public enum Role {
    /** The edge, where clients connect. */
    GATEWAY,
    /** Sync objects, subscriptions, accounts and keys. */
    SYNC,
    /** The messaging domain. */
    MESSAGING;

    /** Its name in options and metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a list such as {@code gateway,sync}. */
    static Set<Role> parse(String text) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String word : text.split(",")) {
            try {
                roles.add(valueOf(word.trim().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException(
                        "roles: " + word.trim() + " (expected: some of gateway, sync, messaging)");
            }
        }
        return roles;
    }
}
