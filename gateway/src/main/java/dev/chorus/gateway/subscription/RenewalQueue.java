package dev.chorus.gateway.subscription;

import dev.chorus.contract.object.ObjectSid;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Objects whose logs are to be read again, a bounded number at a time. An object is in it once, however often it is
 * asked for.
 */
public final class RenewalQueue {
    private static final int AT_ONCE = 64;

    private final Supplier<? extends Collection<ObjectSid>> followed;
    private final Predicate<ObjectSid> follows;
    private final Function<ObjectSid, Future<?>> renewal;
    private final Set<ObjectSid> waiting = new LinkedHashSet<>();
    private final Set<ObjectSid> failed = new LinkedHashSet<>();
    private final Deque<ObjectSid> round = new ArrayDeque<>();
    private int turnsLeft;
    private int underWay;
    private boolean proceeding;

    /** An empty queue. */
    public RenewalQueue(SubscriptionHub hub) {
        this(hub::objects, hub::follows, hub::renew);
    }

    RenewalQueue(
            Supplier<? extends Collection<ObjectSid>> followed,
            Predicate<ObjectSid> follows,
            Function<ObjectSid, Future<?>> renewal) {
        this.followed = followed;
        this.follows = follows;
        this.renewal = renewal;
    }

    /** Asks for every object that is followed, as soon as may be: deliveries may have been lost. */
    public void addAll() {
        waiting.addAll(followed.get());
        proceed();
    }

    /**
     * Asks for a share of the objects that are followed. In so many turns every one of them is asked for, evenly spread:
     * what is done for all objects regularly shall not be done for all of them at once.
     */
    public void addShare(int turns) {
        if (turnsLeft == 0) {
            round.addAll(followed.get());
            turnsLeft = turns;
        }
        int share = (round.size() + turnsLeft - 1) / turnsLeft;
        turnsLeft--;
        for (int i = 0; i < share; i++) {
            waiting.add(round.remove());
        }
        proceed();
    }

    /** Takes up again what failed; called every second or so. */
    public void retry() {
        failed.removeIf(sid -> !follows.test(sid));
        waiting.addAll(failed);
        failed.clear();
        proceed();
    }

    /** How many objects wait for it. */
    public int size() {
        return waiting.size() + failed.size();
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
            renewal.apply(sid).onComplete(renewed -> ended(sid, renewed.succeeded()));
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
