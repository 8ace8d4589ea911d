package dev.chorus.gateway.dialect.first;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.chorus.contract.change.Change;
import dev.chorus.contract.change.ChangeKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What happened after an event, as this generation reads it (IP messaging specification, sections 6.4 and 12): numbered
 * without a hole, and without what was superseded since, so that nothing old flashes up and nobody who came and left
 * stays as a ghost.
 */
final class EventPage {
    private static final int LARGEST_FILLED = 100_000;

    private final FirstEvents events;
    private final TreeMap<Long, Change> told = new TreeMap<>();

    EventPage(FirstEvents events, List<Change> changes) {
        this.events = events;
        Map<String, Chain> chains = new HashMap<>();
        for (Change change : changes) {
            add(chains, change);
        }
    }

    /**
     * The events.
     *
     * @param after the last that the client has
     * @param upTo the last that there is
     * @param toldFrom the first that this socket was told of already
     * @param toldUpTo the last of those; below {@code toldFrom} for none
     */
    ArrayNode results(long after, long upTo, long toldFrom, long toldUpTo) {
        ArrayNode results = FirstEntities.JSON.createArrayNode();
        if (upTo <= after) {
            // The client was told of more while it asked.
            return results;
        }
        long last = after;
        for (Change change : told.tailMap(after, false).headMap(upTo, true).values()) {
            fill(results, last, change.eventId() - 1);
            last = change.eventId();
            boolean known = last >= toldFrom && last <= toldUpTo;
            results.add(known ? FirstEvents.noop(last) : events.event(change));
        }
        fill(results, last, upTo);
        return results;
    }

    /** Ids that writes were lost under (docs/adr/0023) are too many to be told, and their hole stays one. */
    private static void fill(ArrayNode results, long after, long upTo) {
        if (upTo - after <= LARGEST_FILLED) {
            for (long id = after + 1; id <= upTo; id++) {
                results.add(FirstEvents.noop(id));
            }
        }
    }

    private void add(Map<String, Chain> chains, Change change) {
        if (change.kind() == ChangeKind.ITEM_REMOVED) {
            Chain chain = chains.remove(change.key());
            if (chain != null) {
                told.remove(chain.eventId);
            }
            if (chain == null || !chain.added) {
                told.put(change.eventId(), change);
            }
            return;
        }
        if (change.kind() != ChangeKind.ITEM_ADDED && change.kind() != ChangeKind.ITEM_UPDATED) {
            return;
        }
        Chain chain = chains.get(change.key());
        if (chain == null) {
            // A client that knows a command from its own request takes its response as an update alone (section 8.4).
            boolean added =
                    change.kind() == ChangeKind.ITEM_ADDED && events.object().kind() != FirstObject.Kind.SESSION;
            chains.put(change.key(), new Chain(change.eventId(), added));
            told.put(change.eventId(), change);
        } else if (chain.added) {
            // It was added, and is told with what it became.
            told.put(chain.eventId, as(change, chain.eventId));
        } else {
            told.remove(chain.eventId);
            chain.eventId = change.eventId();
            told.put(chain.eventId, change);
        }
    }

    private static Change as(Change change, long eventId) {
        return new Change(
                ChangeKind.ITEM_ADDED,
                eventId,
                change.atMillis(),
                change.revision(),
                change.expiresMillis(),
                change.accessNumber(),
                change.requestNumber(),
                change.key(),
                change.actor(),
                change.connection(),
                change.data());
    }

    private static final class Chain {
        private long eventId;
        private final boolean added;

        private Chain(long eventId, boolean added) {
            this.eventId = eventId;
            this.added = added;
        }
    }
}
