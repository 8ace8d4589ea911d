package dev.chorus.gateway.subscription;

import dev.chorus.contract.change.Change;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The order of one object's changes, whatever the event bus does to them. The next id is passed on, a lower one is a
 * repetition and dropped, a higher one is held until the gap before it is closed.
 */
final class ChangeSequence {
    /** How many changes are held behind a gap; the log has those that are dropped. */
    static final int HELD_LIMIT = 1000;

    private static final long UNKNOWN = -1;

    private final TreeMap<Long, Change> held = new TreeMap<>();
    private final Consumer<Change> next;
    private long lastEventId = UNKNOWN;
    private long headEventId = UNKNOWN;

    /** A sequence whose position is not known yet; it passes changes on to the given consumer. */
    ChangeSequence(Consumer<Change> next) {
        this.next = next;
    }

    /** The last change that was passed on, or the position that was set; below 0 if none is known. */
    long lastEventId() {
        return lastEventId;
    }

    boolean isPositioned() {
        return lastEventId != UNKNOWN;
    }

    /** Whether a change is one that came before. */
    boolean repeats(Change change) {
        return isPositioned() && change.eventId() <= lastEventId || held.containsKey(change.eventId());
    }

    /** Whether changes are known to exist that are not here yet. */
    boolean hasGap() {
        return isPositioned() && headEventId > lastEventId;
    }

    /** Takes a change as it comes. Returns whether it was passed on or held; otherwise it was dropped. */
    boolean offer(Change change) {
        headEventId = Math.max(headEventId, change.eventId());
        if (!isPositioned() || change.eventId() > lastEventId + 1) {
            return held.size() < HELD_LIMIT && held.putIfAbsent(change.eventId(), change) == null;
        }
        if (change.eventId() != lastEventId + 1) {
            return false;
        }
        pass(change);
        passHeld();
        return true;
    }

    /** Takes a change from the log, which may have told others before it as one. */
    void heal(Change change) {
        headEventId = Math.max(headEventId, change.eventId());
        if (change.eventId() > lastEventId) {
            pass(change);
        }
    }

    /** Says that everything up to an event is known. */
    void reached(long eventId) {
        headEventId = Math.max(headEventId, eventId);
        lastEventId = Math.max(lastEventId, eventId);
        held.headMap(lastEventId, true).clear();
        passHeld();
    }

    /**
     * Goes back to an event: those that were passed on after it have been lost, and others come in their place. Returns
     * whether changes were held that may be of either kind, and are held no more: the log is to be read once again.
     */
    boolean goBack(long eventId) {
        boolean hasHeld = !held.isEmpty();
        lastEventId = eventId;
        headEventId = eventId;
        held.clear();
        return hasHeld;
    }

    /** Says that changes up to an event exist. */
    void known(long eventId) {
        headEventId = Math.max(headEventId, eventId);
    }

    private void passHeld() {
        while (!held.isEmpty() && held.firstKey() <= lastEventId + 1) {
            Change change = held.pollFirstEntry().getValue();
            if (change.eventId() == lastEventId + 1) {
                pass(change);
            }
        }
    }

    private void pass(Change change) {
        lastEventId = change.eventId();
        next.accept(change);
    }
}
