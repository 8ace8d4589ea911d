package dev.chorus.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.store.server.RedisServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Peers and instances. */
class ClusterChecksTest {
    private RedisServer redis;
    private ScheduledExecutorService renewals;

    @BeforeEach
    void start() {
        redis = RedisServer.startStandalone();
        renewals = Executors.newSingleThreadScheduledExecutor();
    }

    @AfterEach
    void stop() {
        renewals.shutdownNow();
        redis.close();
    }

    @Test
    void aProcessByItselfHasNoPeers() {
        assertThat(Looked.with(new PeersCheck())).singleElement().isInstanceOf(Finding.LeftOut.class);
    }

    @Test
    void peersThatAnswerAndPeersThatDoNotAreToldApart() throws Exception {
        int gone = freePort();
        try (ServerSocket alive = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            String peers = "127.0.0.1:" + alive.getLocalPort() + ",127.0.0.1:" + gone;

            List<Finding> findings = Looked.with(new PeersCheck(), "--cluster-port", "1", "--peers", peers);

            assertThat(Looked.warning(findings).words())
                    .isEqualTo("the process 127.0.0.1:" + gone + " refuses connections: nothing listens there");
        }
    }

    @Test
    void aSharedNameIsResolvedAndEachAddressAsked() throws Exception {
        try (ServerSocket alive = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(alive.getLocalPort());

            assertThat(Looked.with(
                            new PeersCheck(),
                            "--cluster-host",
                            "127.0.0.9",
                            "--cluster-port",
                            port,
                            "--cluster-dns",
                            "localhost"))
                    .anyMatch(finding ->
                            finding instanceof Finding.Ok && finding.words().startsWith("all "));
        }
        assertThat(Looked.with(
                        new PeersCheck(),
                        "--cluster-host",
                        "127.0.0.9",
                        "--cluster-port",
                        "1",
                        "--cluster-dns",
                        "chorus.invalid"))
                .anyMatch(finding -> finding.words().startsWith("the name chorus.invalid "));
    }

    @Test
    void aClusterThatDoesNotRunHasNoInstances() {
        assertThat(instances()).singleElement().isInstanceOf(Finding.LeftOut.class);
    }

    @Test
    void livingInstancesOfAllRolesAreCounted() {
        renew("chorus:gateways", "abcg1", "chorus:sync", "s1", "chorus:messaging", "m1");

        assertThat(Looked.ok(instances()).words()).isEqualTo("alive: 1 gateway loops, 1 sync, 1 messaging");
    }

    @Test
    void aRoleThatNobodyHasIsWrong() {
        renew("chorus:gateways", "abcg1", "chorus:sync", "s1");

        Finding.Wrong finding = Looked.wrong(instances());

        assertThat(finding.words()).isEqualTo("alive: 1 gateway loops, 1 sync; no messaging");
        assertThat(finding.remedy()).startsWith("Start a process with --roles messaging");
    }

    @Test
    void anInstanceThatStandsStillIsNamed() {
        renew("chorus:gateways", "abcg1", "chorus:sync", "s1", "chorus:messaging", "m1");
        redis.command("ZADD chorus:gateways " + (System.currentTimeMillis() + 60_000) + " stuckg1");

        assertThat(Looked.warning(instances()).words())
                .startsWith("the gateway stuckg1 holds a lease and does not renew it");
    }

    @Test
    void leasesThatHaveEndedDoNotCount() {
        redis.command("ZADD chorus:sync " + (System.currentTimeMillis() - 5_000) + " dead");

        assertThat(instances()).singleElement().isInstanceOf(Finding.LeftOut.class);
    }

    /** Renews leases as instances do. */
    private void renew(String... keysAndInstances) {
        Runnable once = () -> {
            for (int i = 0; i < keysAndInstances.length; i += 2) {
                redis.command("ZADD " + keysAndInstances[i] + " " + (System.currentTimeMillis() + 10_000) + " "
                        + keysAndInstances[i + 1]);
            }
        };
        once.run();
        renewals.scheduleAtFixedRate(once, 100, 100, TimeUnit.MILLISECONDS);
    }

    private List<Finding> instances() {
        return Looked.with(List.of(new RedisCheck(), new InstancesCheck()), Map.of(), "--redis", redis.uri()).stream()
                .filter(finding -> finding.check().equals("instances"))
                .toList();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
