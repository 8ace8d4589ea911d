package dev.chorus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerOptionsTest {
    private static final Set<Role> ALL = EnumSet.allOf(Role.class);

    @Test
    void aProcessByItselfNeedsNoCluster() {
        assertThat(options(8080, null, ALL, 0, List.of()).isClustered()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_536})
    void aPortOutsideOfTheRangeIsRefusedInOneLine(int port) {
        assertThatThrownBy(() -> options(port, null, ALL, 0, List.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("port: " + port + " (expected: 1..65535)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chorus.example", "ftp://chorus.example", "http://chorus.example/path"})
    void aPublicUrlIsSchemeAndHostAlone(String url) {
        assertThatThrownBy(() -> options(8080, url, ALL, 0, List.of()))
                .hasMessageStartingWith("public-url: " + url)
                .hasMessageContaining("expected");
    }

    @Test
    void peersWithoutAClusterPortAreRefused() {
        assertThatThrownBy(() -> options(8080, null, ALL, 0, List.of("127.0.0.1:5701")))
                .hasMessageContaining("--cluster-port");
    }

    @Test
    void aPeerHasAHostAndAPort() {
        assertThatThrownBy(() -> options(8080, null, ALL, 5701, List.of("127.0.0.1")))
                .hasMessageStartingWith("peers: 127.0.0.1 ");
    }

    @Test
    void aGatewayByItselfWouldServeNobody() {
        assertThatThrownBy(() -> options(8080, null, Set.of(Role.GATEWAY), 0, List.of()))
                .hasMessageStartingWith("roles:");
    }

    @Test
    void rolesAreReadFromAList() {
        assertThat(Role.parse("gateway, sync")).containsExactlyInAnyOrder(Role.GATEWAY, Role.SYNC);
        assertThatThrownBy(() -> Role.parse("gateway,cook"))
                .hasMessage("roles: cook (expected: some of gateway, sync, messaging)");
    }

    private static ServerOptions options(
            int port, String publicUrl, Set<Role> roles, int clusterPort, List<String> peers) {
        return new ServerOptions(
                "127.0.0.1",
                port,
                0,
                publicUrl,
                Path.of("data"),
                roles,
                null,
                Durability.EVERYSEC,
                clusterPort,
                peers,
                5,
                true,
                false);
    }
}
