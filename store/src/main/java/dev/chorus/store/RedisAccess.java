package dev.chorus.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What Redis asks of those who connect, and how Redis itself is recognised. What stands in an address goes before it.
 *
 * @param user the user; null for the default one
 * @param password the password; null for none
 * @param sentinelPassword the password of the Sentinels; null for none
 * @param authorities the PEM file of those who may have signed Redis's certificate; null for those that Java trusts
 */
public record RedisAccess(
        @Nullable String user,
        @Nullable String password,
        @Nullable String sentinelPassword,
        @Nullable Path authorities) {
    /** Servers that let in whoever comes, or name their passwords in their addresses. */
    public static final RedisAccess OPEN = new RedisAccess(null, null, null, null);

    /** Checks what belongs together. */
    public RedisAccess {
        if (user != null && password == null) {
            throw new IllegalArgumentException(
                    "user: given without a password (expected: both, or the password alone)");
        }
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "RedisAccess[authorities=" + authorities + "]";
    }
}
