package dev.chorus.contract.value;

import org.jspecify.annotations.Nullable;

/**
 * Where something comes from that a back end takes over from elsewhere. What is null is as if it happened here and now.
 * Only back ends may say it.
 *
 * @param author the identity that made or sent it
 * @param createdMillis when, epoch milliseconds
 * @param updatedMillis when it last changed, epoch milliseconds
 * @param updatedBy the identity that last changed it
 */
public record Origin(
        @Nullable String author,
        @Nullable Long createdMillis,
        @Nullable Long updatedMillis,
        @Nullable String updatedBy) {}
