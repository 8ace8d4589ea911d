package dev.chorus.store.item;

import org.jspecify.annotations.Nullable;

/**
 * Where a page of items lies.
 *
 * @param from the key where it begins, in its stored form; null for the first or, descending, the last item
 * @param inclusive whether the item there is part of it
 * @param descending whether it runs towards smaller keys
 * @param limit how many items at most
 */
public record PageBounds(byte @Nullable [] from, boolean inclusive, boolean descending, int limit) {
    /** How many items a page has at most. */
    public static final int LIMIT = 1000;

    /** Checks the limit. */
    public PageBounds(byte @Nullable [] from, boolean inclusive, boolean descending, int limit) {
        if (limit < 1 || limit > LIMIT) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: 1.." + LIMIT + ")");
        }
        this.from = from;
        this.inclusive = inclusive;
        this.descending = descending;
        this.limit = limit;
    }
}
