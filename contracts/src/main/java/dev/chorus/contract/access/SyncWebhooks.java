package dev.chorus.contract.access;

import org.jspecify.annotations.Nullable;

/**
 * What a back end is told of a service's Sync objects, and where (REST specification, section 7.1).
 *
 * @param url where events are sent; null for nowhere
 * @param fromRest whether it is told of its own changes, too
 * @param reachability whether it is told who connects and disconnects
 * @param debouncing whether a disconnection is told only when the identity stays away
 * @param debouncingWindowMillis for how long it must stay away for that
 */
public record SyncWebhooks(
        @Nullable String url, boolean fromRest, boolean reachability, boolean debouncing, int debouncingWindowMillis) {
    /** Those of a service of which nobody said anything. */
    public static final SyncWebhooks NONE = new SyncWebhooks(null, false, false, false, 5_000);
}
