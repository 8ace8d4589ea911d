package dev.chorus.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.store.server.RedisServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each step towards Redis, failing for real. */
class RedisCheckTest {
    private static final String PASSWORD = "9bf31c7ff062936a96d3c8bd1f8f2ff3";
    private static RedisServer open;
    private static RedisServer guarded;

    @BeforeAll
    static void start() {
        open = RedisServer.startStandalone();
        guarded = RedisServer.startStandalone();
        guarded.command("CONFIG SET requirepass " + PASSWORD);
    }

    @AfterAll
    static void stop() {
        open.close();
        guarded.close();
    }

    @Test
    void aServerThatLetsUsInIsReached() {
        assertThat(Looked.ok(redis(open.uri())).words()).startsWith("reached and let in: 127.0.0.1:");
        assertThat(Looked.ok(redis(guarded.uri().replace("//", "//:" + PASSWORD + "@")))
                        .words())
                .startsWith("reached and let in");
    }

    @Test
    void aPasswordOfTheEnvironmentOpensToo() throws Exception {
        RedisPlace place = RedisPlace.of(guarded.uri(), null, PASSWORD);

        RedisSession.open(place, Dial.trusting(null)).close();

        assertThat(place.toString()).doesNotContain(PASSWORD);
    }

    @Test
    void aWrongPasswordIsToldAndNotRepeated() {
        Finding.Wrong finding = Looked.wrong(redis(guarded.uri().replace("//", "//:" + "f".repeat(20) + "@")));

        assertThat(finding.words()).endsWith("does not take the password of the default user");
        assertThat(finding.toString()).doesNotContain("fffff");
    }

    @Test
    void aMissingPasswordIsTold() {
        assertThat(Looked.wrong(redis(guarded.uri())).words()).endsWith("wants a password, and none is given");
    }

    @Test
    void aPasswordThatNobodyAskedForIsTold() {
        assertThat(Looked.wrong(redis(open.uri().replace("//", "//:" + PASSWORD + "@")))
                        .words())
                .endsWith("has no password, and one is given");
    }

    @Test
    void aDatabaseThatIsNotThereIsTold() {
        assertThat(Looked.wrong(redis(open.uri() + "/99")).words()).endsWith("has no database 99");
    }

    @Test
    void aDeadPortRefuses() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertThat(Looked.wrong(redis("redis://127.0.0.1:" + port)).words())
                .endsWith("refuses connections: nothing listens there");
    }

    @Test
    void aPortThatDropsEverythingDoesNotAnswer() throws Exception {
        // A queue of connections that nobody takes is soon full, and what comes then is dropped, as by a firewall.
        List<Socket> queue = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 2; i++) {
                Socket waiting = new Socket();
                waiting.connect(new InetSocketAddress("127.0.0.1", full.getLocalPort()), 1000);
                queue.add(waiting);
            }

            assertThat(Looked.wrong(redis("redis://127.0.0.1:" + full.getLocalPort()))
                            .words())
                    .endsWith("does not answer: no connection within 3 s");
        } finally {
            for (Socket waiting : queue) {
                waiting.close();
            }
        }
    }

    @Test
    void aNameThatNobodyKnowsDoesNotResolve() {
        assertThat(Looked.wrong(redis("redis://redis.invalid:6379")).words())
                .startsWith("the name redis.invalid ")
                .contains("resolve");
    }

    @Test
    void aServerThatStandsStillIsTold() throws Exception {
        try (RedisServer still = RedisServer.startStandalone()) {
            new ProcessBuilder("kill", "-STOP", Long.toString(still.pid()))
                    .start()
                    .waitFor();

            assertThat(Looked.wrong(redis(still.uri())).words()).contains("takes the connection and says nothing");
        }
    }

    @Test
    void tlsWhereThereIsNoneIsTold() {
        Finding.Wrong finding = Looked.wrong(redis(open.uri().replace("redis:", "rediss:")));

        assertThat(finding.remedy()).contains("Write redis:// in --redis");
    }

    @Test
    void aReferenceToAServerOfAnotherKindIsTold() {
        assertThat(Looked.wrong(redis(open.uri(), "--redis-type", "cluster")).words())
                .contains("is no member of a cluster");
        assertThat(redis(open.uri(), "--redis-type", "sentinel", "--redis-master", "chorus"))
                .anyMatch(finding -> finding.words().contains("is no Sentinel"));
    }

    @Test
    void slotsOfAClusterThatNobodyHasAreCounted() {
        try (RedisServer cluster = RedisServer.startCluster()) {
            cluster.command("CONFIG SET cluster-require-full-coverage no");
            cluster.command("CLUSTER DELSLOTS 0 1 2");

            assertThat(redis(cluster.uri(), "--redis-type", "cluster"))
                    .extracting(Finding::words)
                    .anyMatch(words -> words.startsWith("3 of 16384 slots belong to nobody"))
                    .anyMatch(words -> words.startsWith("1 of 1 primaries have no replica"));
        }
    }

    @Test
    void theOtherChecksOfRedisAreLeftOutWhereItIsNotReached() {
        List<Finding> findings =
                Looked.with(List.of(new RedisCheck(), new RedisVersionCheck()), Map.of(), "--redis", guarded.uri());

        assertThat(findings.get(1)).isEqualTo(new Finding.LeftOut("redis version", "because of what is said of redis"));
    }

    private static List<Finding> redis(String uri, String... more) {
        List<String> options = new ArrayList<>(List.of("--redis", uri));
        options.addAll(List.of(more));
        return Looked.with(new RedisCheck(), options.toArray(new String[0]));
    }
}
