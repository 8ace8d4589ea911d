package dev.chorus.client.connection;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The values that were used last, up to a number.
 *
 * @param <K> what they are found by
 * @param <V> what they are
 */
public final class Recent<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int limit;

    /** None yet, and at most so many. */
    public Recent(int limit) {
        super(16, 0.75f, true);
        this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > limit;
    }
}
