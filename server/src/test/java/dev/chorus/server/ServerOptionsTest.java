package dev.chorus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerOptionsTest {
    private static final Set<Role> ALL = EnumSet.allOf(Role.class);

    @Test
    void aProcessByItselfNeedsNoCluster() {
        assertThat(options(8080, null, ALL).cluster()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_536})
    void aPortOutsideOfTheRangeIsRefusedInOneLine(int port) {
        assertThatThrownBy(() -> options(port, null, ALL))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("port: " + port + " (expected: 1..65535)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chorus.example", "ftp://chorus.example", "http://chorus.example/path"})
    void aPublicUrlIsSchemeAndHostAlone(String url) {
        assertThatThrownBy(() -> options(8080, url, ALL))
                .hasMessageStartingWith("public-url: " + url)
                .hasMessageContaining("expected");
    }

    @Test
    void aGatewayByItselfWouldServeNobody() {
        assertThatThrownBy(() -> options(8080, null, Set.of(Role.GATEWAY))).hasMessageStartingWith("roles:");
    }

    @Test
    void rolesAreReadFromAList() {
        assertThat(Role.parse("gateway, sync")).containsExactlyInAnyOrder(Role.GATEWAY, Role.SYNC);
        assertThatThrownBy(() -> Role.parse("gateway,cook"))
                .hasMessage("roles: cook (expected: some of gateway, sync, messaging)");
    }

    private static ServerOptions options(int port, String publicUrl, Set<Role> roles) {
        return new ServerOptions(
                "127.0.0.1",
                port,
                0,
                publicUrl,
                Path.of("data"),
                roles,
                null,
                Durability.EVERYSEC,
                null,
                5,
                true,
                null,
                false);
    }
}
