package dev.chorus.sync.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.service.upkeep.PartitionOwnership;
import dev.chorus.store.key.Partition;
import dev.chorus.store.server.RedisServerExtension;
import dev.chorus.store.server.TestStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServerExtension.class)
class PartitionOwnershipTest {
    private final List<PartitionOwnership> instances = new ArrayList<>();
    private final TestStore store;

    PartitionOwnershipTest(TestStore store) {
        this.store = store;
    }

    @Test
    void everyPartitionIsOneInstancesOwnAndPassesOnWhenThatLeaves() {
        for (int i = 0; i < 3; i++) {
            instances.add(store.ask(s ->
                            Future.succeededFuture(new PartitionOwnership(s.syncInstances(), Duration.ofMinutes(1))))
                    .join());
        }
        renewAll();

        assertThat(allOwned()).hasSize(Partition.COUNT).containsExactlyInAnyOrderElementsOf(Partition.all());
        assertThat(instances).allMatch(instance -> instance.owned().size() > 5);

        PartitionOwnership leaving = instances.remove(0);
        store.<Void>get(s -> leaving.end());
        renewAll();
        assertThat(allOwned()).containsExactlyInAnyOrderElementsOf(Partition.all());
    }

    private void renewAll() {
        // Twice, since the first that renews does not know of the later ones yet.
        for (int round = 0; round < 2; round++) {
            instances.forEach(instance -> store.<Void>get(s -> instance.renew()));
        }
    }

    private List<Partition> allOwned() {
        return instances.stream().flatMap(instance -> instance.owned().stream()).toList();
    }
}
