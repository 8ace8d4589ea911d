package dev.chorus.sync.upkeep;

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
    private List<String> alive = List.of();

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

    private boolean owns(Partition partition) {
        long mine = weight(self, partition);
        return alive.stream().allMatch(other -> other.equals(self) || weight(other, partition) < mine);
    }

    private static long weight(String instance, Partition partition) {
        long mixed = (instance.hashCode() * 31L + partition.number() + 1) * 0x9E3779B97F4A7C15L;
        return mixed ^ mixed >>> 32;
    }
}
