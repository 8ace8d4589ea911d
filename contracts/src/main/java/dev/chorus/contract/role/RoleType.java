package dev.chorus.contract.role;

import java.util.Locale;

/** Where a role counts. */
public enum RoleType {
    /** In one channel, for a member. */
    CHANNEL,
    /** In the whole service, for a user. */
    DEPLOYMENT;

    /** The name in the protocols. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
