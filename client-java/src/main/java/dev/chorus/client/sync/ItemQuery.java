package dev.chorus.client.sync;

import org.jspecify.annotations.Nullable;

/**
 * Which items are asked for.
 *
 * @param from the first item; one that is missing means the next one in the order; null: the beginning, or the end if
 *     descending
 * @param descending the order
 * @param pageSize items on a page, 1 to 1,000
 * @param <K> an index or a key
 */
public record ItemQuery<K>(@Nullable K from, boolean descending, int pageSize) {
    private static final int DEFAULT_SIZE = 50;

    /** Everything from the beginning, in ascending order. */
    public static <K> ItemQuery<K> all() {
        return new ItemQuery<>(null, false, DEFAULT_SIZE);
    }

    /** The same from an item on, that item included. */
    public ItemQuery<K> from(K first) {
        return new ItemQuery<>(first, descending, pageSize);
    }

    /** The same in descending order. */
    public ItemQuery<K> descend() {
        return new ItemQuery<>(from, true, pageSize);
    }

    /** The same with pages of another size. */
    public ItemQuery<K> pageSize(int size) {
        return new ItemQuery<>(from, descending, size);
    }
}
