package dev.chorus.gateway.subscription;

import dev.chorus.contract.object.ObjectSid;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Objects whose logs are to be read again, a bounded number at a time. An object is in it once, however often it is
 * asked for.
 */
public final class RenewalQueue {
    private static final int AT_ONCE = 64;

    private final SubscriptionHub hub;
    private final Set<ObjectSid> waiting = new LinkedHashSet<>();
    private final Set<ObjectSid> failed = new LinkedHashSet<>();
    private int underWay;
    private boolean proceeding;

    /** An empty queue. */
    public RenewalQueue(SubscriptionHub hub) {
        this.hub = hub;
    }

    /** Asks for every object that is followed. */
    public void addAll() {
        waiting.addAll(hub.objects());
        proceed();
    }

    /** Takes up again what failed; called every second or so. */
    public void retry() {
        failed.removeIf(sid -> !hub.follows(sid));
        waiting.addAll(failed);
        failed.clear();
        proceed();
    }

    private void proceed() {
        if (proceeding) {
            return;
        }
        // A renewal may end at once, for instance where too much is in flight: the loop goes on then, not deeper.
        proceeding = true;
        while (underWay < AT_ONCE && !waiting.isEmpty()) {
            ObjectSid sid = waiting.iterator().next();
            waiting.remove(sid);
            underWay++;
            hub.renew(sid).onComplete(renewed -> ended(sid, renewed.succeeded()));
        }
        proceeding = false;
    }

    private void ended(ObjectSid sid, boolean succeeded) {
        underWay--;
        if (!succeeded) {
            failed.add(sid);
        }
        proceed();
    }
}
