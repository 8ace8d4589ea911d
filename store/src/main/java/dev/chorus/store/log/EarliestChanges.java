package dev.chorus.store.log;

import dev.chorus.contract.change.Change;
import dev.chorus.contract.subscription.Changes;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Of all changes that are added, the earliest that fit into one answer. */
final class EarliestChanges {
    private static final int COUNT_LIMIT = 1000;
    private static final long BYTES_LIMIT = 1 << 20;

    private final PriorityQueue<Change> latestFirst =
            new PriorityQueue<>(Comparator.comparingLong(Change::eventId).reversed());
    private final long head;
    private long upToEventId;
    private long bytes;

    /**
     * Changes up to an event.
     *
     * @param upToEventId the last event that can be told now
     * @param head the last event that is to be told in the end
     */
    EarliestChanges(long upToEventId, long head) {
        this.upToEventId = upToEventId;
        this.head = head;
    }

    /** The last event that this answer may still contain. */
    long upToEventId() {
        return upToEventId;
    }

    void add(Change change) {
        if (change.eventId() > upToEventId) {
            return;
        }
        latestFirst.add(change);
        bytes += change.data().size();
        while (latestFirst.size() > COUNT_LIMIT || (bytes > BYTES_LIMIT && latestFirst.size() > 1)) {
            Change dropped = latestFirst.remove();
            bytes -= dropped.data().size();
            upToEventId = dropped.eventId() - 1;
        }
    }

    /** Those, read when rights had changed so many times. */
    Changes toChanges(long accessNumber) {
        List<Change> ascending = latestFirst.stream()
                .sorted(Comparator.comparingLong(Change::eventId))
                .toList();
        return new Changes(ascending, upToEventId, upToEventId == head, accessNumber);
    }
}
