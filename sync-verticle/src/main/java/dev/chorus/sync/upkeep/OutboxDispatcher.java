package dev.chorus.sync.upkeep;

import dev.chorus.service.upkeep.PartitionOwnership;
import dev.chorus.store.key.Partition;
import dev.chorus.store.outbox.Outbox;
import java.util.BitSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies outboxes: at once after a write of this instance, and by a sweep for what a dead one left behind. */
public final class OutboxDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxDispatcher.class);

    private final Outbox outbox;
    private final PartitionOwnership ownership;
    private final BitSet draining = new BitSet(Partition.COUNT);
    private final BitSet again = new BitSet(Partition.COUNT);

    /** A dispatcher that sweeps the partitions that are its own. */
    public OutboxDispatcher(Outbox outbox, PartitionOwnership ownership) {
        this.outbox = outbox;
        this.ownership = ownership;
    }

    /** Applies what all own partitions hold. */
    public void sweep() {
        ownership.owned().forEach(this::drain);
    }

    /** Applies what a partition holds, now or as soon as the run before is over. */
    public void drain(Partition partition) {
        int number = partition.number();
        if (draining.get(number)) {
            again.set(number);
            return;
        }
        draining.set(number);
        outbox.drain(partition)
                .onFailure(failure -> LOG.warn("Outbox {} waits: {}", partition.tag(), failure.getMessage()))
                .onComplete(done -> {
                    draining.clear(number);
                    if (done.succeeded() && again.get(number)) {
                        again.clear(number);
                        drain(partition);
                    }
                });
    }
}
