package dev.chorus.client;

import io.vertx.core.Future;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One page of something, and the way to the next.
 *
 * @param <T> what the page holds
 */
public final class Page<T> {
    private final List<T> items;
    private final @Nullable Supplier<Future<Page<T>>> next;
    private final @Nullable Supplier<Future<Page<T>>> previous;

    /**
     * A page.
     *
     * @param items what it holds, in its order
     * @param next reads the page after it; null if there is none
     * @param previous reads the page before it; null if there is none
     */
    public Page(List<T> items, @Nullable Supplier<Future<Page<T>>> next, @Nullable Supplier<Future<Page<T>>> previous) {
        this.items = List.copyOf(items);
        this.next = next;
        this.previous = previous;
    }

    /** What the page holds, in its order. */
    public List<T> items() {
        return items;
    }

    /** Whether there is a page after this one. */
    public boolean hasNextPage() {
        return next != null;
    }

    /** Whether there is a page before this one. */
    public boolean hasPrevPage() {
        return previous != null;
    }

    /** Reads the page after this one. Fails with {@link NoSuchElementException} if there is none. */
    public Future<Page<T>> nextPage() {
        return next == null ? Future.failedFuture(new NoSuchElementException("There is no next page")) : next.get();
    }

    /** Reads the page before this one. Fails with {@link NoSuchElementException} if there is none. */
    public Future<Page<T>> prevPage() {
        return previous == null
                ? Future.failedFuture(new NoSuchElementException("There is no previous page"))
                : previous.get();
    }

    /** Does something with every item from this page on; further pages are read as they are needed. */
    public Future<Void> forEach(Consumer<? super T> action) {
        items.forEach(action);
        return hasNextPage() ? nextPage().compose(page -> page.forEach(action)) : Future.succeededFuture();
    }
}
