package dev.chorus.gateway.subscription;

import dev.chorus.contract.object.ObjectSid;
import java.util.ArrayDeque;
import java.util.Deque;
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
        Deque<ObjectSid> now = new ArrayDeque<>();
        while (underWay < AT_ONCE && !waiting.isEmpty()) {
            ObjectSid sid = waiting.iterator().next();
            waiting.remove(sid);
            underWay++;
            now.add(sid);
        }
        now.forEach(sid -> hub.renew(sid).onComplete(renewed -> {
            underWay--;
            if (renewed.failed()) {
                failed.add(sid);
            }
            if (underWay < AT_ONCE / 2 || waiting.isEmpty()) {
                proceed();
            }
        }));
    }
}
