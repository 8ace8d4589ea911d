package dev.chorus.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.store.server.RedisServer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a reached Redis tells of itself, each fault made in a real one. */
class RedisLookChecksTest {
    private RedisServer redis;

    @BeforeEach
    void start() {
        redis = RedisServer.startStandalone();
    }

    @AfterEach
    void stop() {
        redis.close();
    }

    @Test
    void aVersionThatIsNewEnoughIsNamed() {
        assertThat(Looked.ok(look(new RedisVersionCheck())).words()).endsWith("is Redis 7.0.15");
    }

    @Test
    void anOldVersionIsWrong() {
        assertThat(Looked.wrong(Looked.by(findings -> RedisVersionCheck.judge("r:1", "6.2.11", findings)))
                        .words())
                .isEqualTo("r:1 is Redis 6.2.11");
    }

    @Test
    void aServerAloneIsTold() {
        assertThat(Looked.warning(look(new RedisRoleCheck())).words()).contains("has no replica");
    }

    @Test
    void aReplicaTakesNoWrites() {
        try (RedisServer master = RedisServer.startStandalone()) {
            redis.command("REPLICAOF 127.0.0.1 " + port(master));

            Finding.Wrong finding = Looked.wrong(look(new RedisRoleCheck()));

            assertThat(finding.words()).contains("is a replica of 127.0.0.1:" + port(master) + " and takes no writes");
        }
    }

    @Test
    void aReplicaThatFollowsIsCounted() {
        try (RedisServer replica = RedisServer.startStandalone()) {
            redis.command("CONFIG SET repl-diskless-sync-delay 0");
            replica.command("REPLICAOF 127.0.0.1 " + port(redis));
            assertThat(redis.command("WAIT 1 10000")).startsWith(":1");

            assertThat(Looked.ok(look(new RedisRoleCheck())).words()).contains("has 1 replica that follow");
        }
    }

    @Test
    void fewerReplicasThanWritesWaitForAreWrong() {
        List<Finding> findings =
                Looked.in(new RedisRoleCheck(), redis.uri(), "--durability", "replica", "--replicas", "2");

        assertThat(Looked.wrong(findings).words()).contains("has 0 replicas").contains("wants 2");
    }

    @Test
    void evictionIsWrong() {
        redis.command("CONFIG SET maxmemory 100mb");
        redis.command("CONFIG SET maxmemory-policy allkeys-lru");

        assertThat(Looked.wrong(look(new RedisMemoryCheck())).words()).contains("has maxmemory-policy allkeys-lru");
    }

    @Test
    void noLimitOfMemoryIsTold() {
        assertThat(Looked.warning(look(new RedisMemoryCheck())).words()).contains("has no maxmemory");
    }

    @Test
    void memoryThatIsNearlyUsedUpIsWrong() {
        redis.command("EVAL \"for i = 1, 40 do redis.call('SET', 'k' .. i, string.rep('x', 100000)) end\" 0");
        Matcher used = Pattern.compile("used_memory:(\\d+)").matcher(redis.command("INFO memory"));
        assertThat(used.find()).isTrue();
        redis.command("CONFIG SET maxmemory " + Long.parseLong(used.group(1)) * 106 / 100);

        Finding.Wrong finding = Looked.wrong(look(new RedisMemoryCheck()));

        assertThat(finding.words()).contains(" uses ").contains("MiB (9");
        assertThat(finding.remedy()).contains("every write is refused");
    }

    @Test
    void anAppendOnlyFileIsInOrderAndNoneIsTold() {
        assertThat(Looked.ok(look(new RedisDurabilityCheck())).words()).contains("writes an append-only file");

        redis.command("CONFIG SET appendonly no");

        assertThat(Looked.warning(look(new RedisDurabilityCheck())).words()).contains("writes no append-only file");
    }

    @Test
    void fsyncThatRedisDoesNotDoIsTold() {
        List<Finding> findings = Looked.in(new RedisDurabilityCheck(), redis.uri(), "--durability", "fsync");

        assertThat(Looked.warning(findings).words()).contains("everysec").contains("promises always");
    }

    @Test
    void manyClientsAreTold() {
        redis.command("CONFIG SET maxclients 1");

        assertThat(Looked.warning(look(new RedisClientsCheck())).words())
                .endsWith("has 1 clients of 1 that it may have");
    }

    @Test
    void anAnswerTakesLessThanAMomentHere() {
        assertThat(look(new RedisLatencyCheck()))
                .singleElement()
                .extracting(Finding::words)
                .asString()
                .contains("99 %");
        assertThat(Looked.warning(Looked.by(findings -> RedisLatencyCheck.judge("r:1", 12, 80, findings)))
                        .words())
                .isEqualTo("r:1 answers within 12.00 ms (half of 100 questions) and 80.00 ms (99 %)");
    }

    @Test
    void clocksOfOneMachineAgreeAndOthersMayNot() {
        assertThat(Looked.ok(look(new ClockCheck())).words()).contains("agree");
        assertThat(Looked.warning(Looked.by(findings -> ClockCheck.judge("r:1", -2500, findings)))
                        .words())
                .isEqualTo("the clock of r:1 is 2500 ms behind this machine's");
        assertThat(Looked.wrong(Looked.by(findings -> ClockCheck.judge("r:1", 60_000, findings)))
                        .words())
                .contains("tokens are refused");
    }

    private List<Finding> look(Check check) {
        return Looked.in(check, redis.uri());
    }

    private static String port(RedisServer server) {
        return server.uri().substring(server.uri().lastIndexOf(':') + 1);
    }
}
