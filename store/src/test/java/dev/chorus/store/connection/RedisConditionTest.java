package dev.chorus.store.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisConditionTest {
    @ParameterizedTest
    @CsvSource({
        "OOM command not allowed when used memory > 'maxmemory'., FULL, UNAVAILABLE",
        "MISCONF Errors writing to the AOF file, DISK_FAILING, UNAVAILABLE",
        "LOADING Redis is loading the dataset in memory, LOADING, UNAVAILABLE",
        "READONLY You can't write against a read only replica., READ_ONLY, UNAVAILABLE",
        "NOREPLICAS Not enough good replicas to write., FEW_REPLICAS, UNAVAILABLE",
        "BUSY Redis is busy running a script., BUSY, UNAVAILABLE",
        "CLUSTERDOWN Hash slot not served, CLUSTER_DOWN, UNAVAILABLE",
        "TRYAGAIN Multiple keys request during rehashing of slot, SLOT_MOVING, UNAVAILABLE",
        "ASK 3999 127.0.0.1:6381, SLOT_MOVING, UNAVAILABLE",
        "ERR Script attempted to access a non local key in a cluster node, SLOT_MOVING, UNAVAILABLE",
        "NOPERM this user has no permissions, DENIED, UNAVAILABLE",
        "ERR user_script:1: attempt to index a nil value, FAULT, INTERNAL",
        "CONNECTION_CLOSED, UNREACHABLE, UNAVAILABLE",
    })
    void eachAnswerHasItsMeaning(String answer, RedisCondition condition, ErrorCode code) {
        assertThat(RedisCondition.of(new IllegalStateException(answer))).isEqualTo(condition);
        assertThat(condition.code()).isEqualTo(code);
    }

    @Test
    void slotsAreThoseOfRedis() {
        assertThat(Destination.slot("123456789")).isEqualTo(0x31C3);
        assertThat(Destination.slot("{user1000}.following")).isEqualTo(Destination.slot("user1000"));
        assertThat(Destination.of(3, "{p07}:x").partition()).isEqualTo(7);
        assertThat(Destination.of(3, "{s:IS1}:roles").partition()).isNegative();
    }
}
