package dev.chorus.store.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartitionTest {
    @Test
    void aSidsFirstByteNamesItsPartition() {
        assertThat(Partition.of(new ObjectSid("ET47" + "0".repeat(30))).number())
                .isEqualTo(7);
        assertThat(Partition.of(new ObjectSid("ETff" + "0".repeat(30))).number())
                .isEqualTo(63);
    }

    @Test
    void aNamedObjectLivesWhereItsNameDoes() {
        for (Partition partition : Partition.all()) {
            assertThat(Partition.of(NewSid.named(ObjectType.MAP, partition))).isEqualTo(partition);
        }
    }

    @Test
    void storedNamesAreFoundByLaterReleases() {
        assertThat(Partition.ofName("IS1", ObjectType.MAP, "players").number())
                .isEqualTo(Partition.ofName("IS1", ObjectType.MAP, "players").number());
        assertThat(Partition.ofName("IS1", ObjectType.MAP, "players").nameHolder("IS1", ObjectType.MAP, "players"))
                .endsWith(":name:IS1:MP:players");
    }

    @Test
    void namesSpreadOverAllPartitions() {
        assertThat(IntStream.range(0, 2000)
                        .map(i -> Partition.ofName("IS1", ObjectType.DOCUMENT, "name-" + i)
                                .number())
                        .distinct()
                        .count())
                .isEqualTo(Partition.COUNT);
    }

    @Test
    void thereAreNoOthers() {
        assertThatThrownBy(() -> new Partition(Partition.COUNT)).hasMessage("partition: 64 (expected: 0..63)");
    }
}
