package dev.chorus.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS that fails for each of its reasons; the steps before it are those of {@link RedisCheckTest}. */
class DialTest {
    @TempDir
    private Path folder;

    @Test
    void aCertificateOfATrustedAuthorityIsTaken() throws Exception {
        try (TlsServer server = TlsServer.with("loopback");
                SSLSocket socket = dial(server, TlsServer.authority())) {
            assertThat(socket.getSession().getPeerCertificates()).isNotEmpty();
        }
    }

    @Test
    void anAuthorityThatNobodyTrustsIsTold() throws Exception {
        try (TlsServer server = TlsServer.with("loopback")) {
            assertThatThrownBy(() -> dial(server, null)).isInstanceOfSatisfying(StepFailure.class, failure -> {
                assertThat(failure.words()).endsWith("is of an authority that is not trusted here");
                assertThat(failure.remedy()).isEqualTo("trust it");
            });
        }
    }

    @Test
    void aCertificateForAnotherNameIsTold() throws Exception {
        try (TlsServer server = TlsServer.with("elsewhere")) {
            assertThatThrownBy(() -> dial(server, TlsServer.authority()))
                    .hasMessageEndingWith("the certificate is not for the name 127.0.0.1");
        }
    }

    @Test
    void aCertificateThatHasEndedIsTold() throws Exception {
        try (TlsServer server = TlsServer.with("ended")) {
            assertThatThrownBy(() -> dial(server, TlsServer.authority()))
                    .hasMessageEndingWith("the certificate has ended");
        }
    }

    @Test
    void aFileWithoutCertificatesIsTold() throws Exception {
        Path file = Files.writeString(folder.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\nnothing\n");

        assertThatThrownBy(() -> Dial.trusting(file)).hasMessageContaining("holds no certificates");
    }

    private static SSLSocket dial(TlsServer server, @Nullable Path authorities) throws IOException {
        Socket plain = Dial.connect("127.0.0.1", server.port(), "--redis");
        return Dial.secure(
                plain, "127.0.0.1", server.port(), Dial.trusting(authorities), new Dial.Trust("trust it", "no tls"));
    }
}
