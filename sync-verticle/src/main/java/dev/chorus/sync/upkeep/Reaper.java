package dev.chorus.sync.upkeep;

import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.service.upkeep.PartitionOwnership;
import dev.chorus.store.Outcome;
import dev.chorus.store.Store;
import dev.chorus.store.expiry.ExpiryIndex.Due;
import dev.chorus.store.key.Partition;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;

/** Removes what is over, in bounded batches, as ordinary removals that nobody caused. */
public final class Reaper {
    private static final int BATCH = 100;

    private final Store store;
    private final PartitionOwnership ownership;
    private final Consumer<Outcome<?>> after;
    private final Counter reaped;
    private boolean running;

    /**
     * A reaper that counts {@code sync.reaped}.
     *
     * @param store what it cleans
     * @param ownership which partitions are its own
     * @param after what follows from each removal
     * @param meters where it counts
     */
    public Reaper(Store store, PartitionOwnership ownership, Consumer<Outcome<?>> after, MeterRegistry meters) {
        this.store = store;
        this.ownership = ownership;
        this.after = after;
        this.reaped = meters.counter("sync.reaped");
    }

    /** Removes what is over now; does nothing while the run before is still on. */
    public Future<Void> run() {
        if (running) {
            return Future.succeededFuture();
        }
        running = true;
        return Future.join(ownership.owned().stream().map(this::run).toList())
                .onComplete(done -> running = false)
                .mapEmpty();
    }

    private Future<Void> run(Partition partition) {
        return store.expiry().readDue(partition, BATCH).compose(this::remove);
    }

    private Future<Void> remove(List<Due> due) {
        return Future.join(due.stream().map(this::remove).toList()).transform(done -> Future.succeededFuture());
    }

    private Future<? extends Outcome<?>> remove(Due due) {
        ObjectSid object = due.object();
        ObjectType type = object.type().orElse(ObjectType.DOCUMENT);
        byte[] key = due.itemKey();
        Future<? extends Outcome<?>> removed = key == null
                ? store.objects().expire(type, object)
                : store.items().expire(type, object, key);
        return removed.onSuccess(outcome -> {
            reaped.increment();
            after.accept(outcome);
        });
    }
}
