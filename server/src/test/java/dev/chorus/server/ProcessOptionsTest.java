package dev.chorus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chorus.server.cluster.ClusterOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ProcessOptionsTest {
    @Test
    void aProcessByItselfHasNoCluster() {
        assertThat(options().cluster()).isNull();
    }

    @Test
    void othersReachAProcessWhereItListensUnlessItSaysOtherwise() {
        assertThat(options("--cluster-port", "5701", "--host", "10.0.0.7").cluster())
                .isEqualTo(new ClusterOptions("10.0.0.7", 5701, 0, List.of(), null));
        assertThat(options("--cluster-port", "5701", "--host", "0.0.0.0", "--cluster-host", "10.0.0.7")
                        .cluster())
                .isEqualTo(new ClusterOptions("10.0.0.7", 5701, 0, List.of(), null));
    }

    @Test
    void theNameAndThePortsOfAClusterAreTaken() {
        assertThat(options("--cluster-port", "5701", "--bus-port", "5702", "--cluster-dns", "chorus.example.svc")
                        .cluster())
                .isEqualTo(new ClusterOptions("127.0.0.1", 5701, 5702, List.of(), "chorus.example.svc"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::"})
    void nobodyIsReachedOnAWildcard(String host) {
        assertThatThrownBy(() -> options("--cluster-port", "5701", "--host", host))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("cluster-host: " + host);
    }

    @ParameterizedTest
    @CsvSource({
        "--peers, 127.0.0.1:5701",
        "--cluster-dns, chorus.example",
        "--cluster-host, 10.0.0.7",
        "--bus-port, 5702"
    })
    void whatAClusterNeedsIsRefusedWithoutItsPort(String option, String value) {
        assertThatThrownBy(() -> options(option, value))
                .hasMessage(option.substring(2) + ": given without --cluster-port (expected: both or none)");
    }

    @Test
    void aClusterIsFoundByItsNameOrByItsPeers() {
        assertThatThrownBy(() -> options(
                        "--cluster-port", "5701", "--peers", "127.0.0.1:5702", "--cluster-dns", "chorus.example"))
                .hasMessage("cluster-dns: given with --peers (expected: one of them)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1:5701", "[::1]", "chorus.example:"})
    void aPeerHasAHostAndAPort(String peer) {
        assertThatThrownBy(() -> options("--cluster-port", "5701", "--peers", peer))
                .hasMessage("peers: " + peer + " (expected: host:port,host:port)");
    }

    @Test
    void aPeerMayHaveAnAddressOfVersion6() {
        assertThat(options("--cluster-port", "5701", "--peers", "[fd00::7]:5701,chorus.example:5701")
                        .cluster()
                        .peers())
                .containsExactly("[fd00::7]:5701", "chorus.example:5701");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chorus.example:5701", "chorus example", "http://chorus.example"})
    void aNameOfAClusterIsANameAlone(String name) {
        assertThatThrownBy(() -> options("--cluster-port", "5701", "--cluster-dns", name))
                .hasMessage("cluster-dns: " + name + " (expected: a name, without a port)");
    }

    @Test
    void twoServersDoNotShareAPort() {
        assertThatThrownBy(() -> options("--cluster-port", "5701", "--bus-port", "5701"))
                .hasMessageStartingWith("bus-port: 5701 ");
    }

    private static ServerOptions options(String... arguments) {
        ProcessOptions process = new ProcessOptions();
        new CommandLine(new CommandWith(process))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(arguments);
        return process.toServerOptions();
    }

    @CommandLine.Command
    private record CommandWith(@CommandLine.Mixin ProcessOptions process) {}
}
