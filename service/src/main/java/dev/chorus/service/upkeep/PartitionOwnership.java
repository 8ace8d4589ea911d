package dev.chorus.service.upkeep;

import dev.chorus.store.key.Partition;
import dev.chorus.store.lease.LeaseRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Which partitions an instance keeps in order: each belongs to the living instance that it hashes highest with. Two
 * instances may both believe so for a moment, which does no harm.
 */
public final class PartitionOwnership {
    private final String self = UUID.randomUUID().toString();
    private final LeaseRegistry instances;
    private final Duration lease;
    private volatile List<String> alive = List.of();

    /** An ownership by leases of this length. */
    public PartitionOwnership(LeaseRegistry instances, Duration lease) {
        this.instances = instances;
        this.lease = lease;
    }

    /** Renews this instance's lease and learns of the others. */
    public Future<Void> renew() {
        return instances.renew(self, lease).onSuccess(found -> alive = found).mapEmpty();
    }

    /** Gives all partitions to the others. */
    public Future<Void> end() {
        return instances.renew(self, Duration.ZERO).mapEmpty();
    }

    /** The partitions that are this instance's own now. */
    public List<Partition> owned() {
        return Partition.all().stream().filter(this::owns).toList();
    }

    /** How many instances were alive when the lease was last renewed, this one among them. */
    public int instances() {
        return alive.size();
    }

    private boolean owns(Partition partition) {
        return alive.stream().allMatch(other -> other.equals(self) || isLower(other, partition));
    }

    private boolean isLower(String other, Partition partition) {
        int order = Long.compare(weight(other, partition), weight(self, partition));
        return order < 0 || (order == 0 && other.compareTo(self) < 0);
    }

    /** The last step of SplitMix64, under which neighbouring numbers have nothing in common. */
    private static long weight(String instance, Partition partition) {
        long mixed = ((long) instance.hashCode() << 8) + partition.number();
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
