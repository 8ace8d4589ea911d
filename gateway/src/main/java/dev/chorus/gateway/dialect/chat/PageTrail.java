package dev.chorus.gateway.dialect.chat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way to a page: where it and those before it begin. Clients carry it as an opaque token, so that they can go back.
 *
 * @param steps where the pages begin; the first is empty
 */
record PageTrail(List<String> steps) {
    private static final String FIRST = "-";
    private static final String SEPARATOR = ".";

    /** Beyond this many pages the way back ends earlier. */
    private static final int LONGEST = 50;

    /** The trail that a token is; without one, the first page. */
    static PageTrail of(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            return new PageTrail(List.of(FIRST));
        }
        return new PageTrail(List.of(token.split("\\.")));
    }

    /** Where the page begins; null for the first. */
    @Nullable
    String from() {
        String last = steps.isEmpty() ? FIRST : steps.get(steps.size() - 1);
        return last.equals(FIRST) ? null : last;
    }

    /** The token of the next page; null if there is none. */
    @Nullable
    String next(@Nullable String from) {
        if (from == null) {
            return null;
        }
        List<String> longer = new ArrayList<>(steps.subList(Math.max(0, steps.size() - LONGEST), steps.size()));
        longer.add(from);
        return String.join(SEPARATOR, longer);
    }

    /** The token of the page before; null for the first page. */
    @Nullable
    String previous() {
        return steps.size() < 2 ? null : String.join(SEPARATOR, steps.subList(0, steps.size() - 1));
    }
}
