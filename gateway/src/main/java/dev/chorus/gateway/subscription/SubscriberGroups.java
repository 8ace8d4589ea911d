package dev.chorus.gateway.subscription;

import dev.chorus.contract.change.Change;
import dev.chorus.contract.object.ObjectSid;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The subscribers of one object, by the encoder that they share: a change is encoded once for each group and written to
 * every member as the same bytes.
 */
final class SubscriberGroups {
    private final IdentityHashMap<EventEncoder, List<Subscription>> groups = new IdentityHashMap<>(2);
    private int size;

    int size() {
        return size;
    }

    void add(Subscription subscription) {
        List<Subscription> group = groups.computeIfAbsent(subscription.encoder(), encoder -> new ArrayList<>(1));
        subscription.slot = group.size();
        group.add(subscription);
        size++;
    }

    /** Removes a subscription; another takes its slot, so that leaving costs the same in a group of any size. */
    void remove(Subscription subscription) {
        List<Subscription> group = groups.get(subscription.encoder());
        if (group == null || subscription.slot < 0) {
            return;
        }
        Subscription last = group.remove(group.size() - 1);
        if (last != subscription) {
            group.set(subscription.slot, last);
            last.slot = subscription.slot;
        }
        subscription.slot = -1;
        size--;
        if (group.isEmpty()) {
            groups.remove(subscription.encoder());
        }
    }

    /** Tells everyone. Nobody joins or leaves meanwhile: sessions close in a later turn of the loop. */
    void tell(ObjectSid object, Change change) {
        for (Map.Entry<EventEncoder, List<Subscription>> group : groups.entrySet()) {
            ByteBuf frame = group.getKey().event(object, change);
            try {
                List<Subscription> members = group.getValue();
                for (int i = 0; i < members.size(); i++) {
                    members.get(i).tell(change, frame);
                }
            } finally {
                if (frame != null) {
                    frame.release();
                }
            }
        }
    }

    /** A copy of all subscriptions, for work during which they may leave. */
    List<Subscription> snapshot() {
        List<Subscription> all = new ArrayList<>(size);
        groups.values().forEach(all::addAll);
        return all;
    }
}
