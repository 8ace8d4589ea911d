package dev.chorus.gateway.subscription;

import dev.chorus.contract.access.Caller;
import dev.chorus.contract.change.Change;
import dev.chorus.contract.change.ChangeKind;
import dev.chorus.contract.object.ObjectSid;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** One object that has subscribers here: they, and the order of its changes. */
final class FollowedObject {
    private final ObjectSid sid;
    private final Caller system;
    private final HubMetrics metrics;
    private final SubscriberGroups subscribers = new SubscriberGroups();
    private final ChangeSequence sequence;

    /**
     * How often rights on the object had changed when its subscribers were last found to have them; below 0 while nobody
     * was. A change with a higher number is told to nobody who was not asked again.
     */
    long accessNumber = -1;

    /** Set while a gap is being read from the log, so that it is read once. */
    boolean healing;

    /** When the last subscriber left, epoch milliseconds; 0 while there are any. */
    long idleSinceMillis;

    /** Set once subscribers were told that the object is gone; nothing more will come of it. */
    boolean removed;

    /** Set once the interest is being given up; whoever comes now waits for that, then begins anew. */
    @Nullable
    Future<?> dropping;

    FollowedObject(ObjectSid sid, Caller system, HubMetrics metrics) {
        this.sid = sid;
        this.system = system;
        this.metrics = metrics;
        this.sequence = new ChangeSequence(this::tell);
    }

    ObjectSid sid() {
        return sid;
    }

    /** The gateway's own voice in the object's service, for requests that no client made. */
    Caller system() {
        return system;
    }

    SubscriberGroups subscribers() {
        return subscribers;
    }

    ChangeSequence sequence() {
        return sequence;
    }

    /** Takes a logged change as it comes. */
    void offer(Change change) {
        boolean repeats = sequence.repeats(change);
        if (!sequence.offer(change)) {
            metrics.dropped(repeats);
        }
    }

    void tell(Change change) {
        removed |= change.kind() == ChangeKind.OBJECT_REMOVED;
        subscribers.tell(sid, change);
        metrics.told(change, subscribers.size());
    }
}
