package dev.chorus.store.connection;

import static dev.chorus.contract.object.ObjectType.LIST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chorus.store.RedisAccess;
import dev.chorus.store.StoreOptions;
import dev.chorus.store.server.RedisServer;
import dev.chorus.store.server.TestStore;
import io.vertx.redis.client.RedisClientType;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A redis-server that speaks TLS and lets in one user, who may do what Chorus needs and nothing else. */
class TlsTest {
    private static final char[] STORE_PASSWORD = "changeit".toCharArray();

    /** The first handshake of a Java process on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private Path certificate;
    private RedisServer redis;
    private int port;

    @BeforeEach
    void begin() throws Exception {
        Path store = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "redis",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-ext",
                        "bc=ca:true",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit",
                        "-validity",
                        "2")
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, STORE_PASSWORD);
        }
        certificate = pem("CERTIFICATE", keys.getCertificate("redis").getEncoded());
        Path key = pem("PRIVATE KEY", keys.getKey("redis", STORE_PASSWORD).getEncoded());
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        redis = RedisServer.start(
                "--tls-port",
                "" + port,
                "--tls-cert-file",
                certificate.toString(),
                "--tls-key-file",
                key.toString(),
                "--tls-ca-cert-file",
                certificate.toString(),
                "--tls-auth-clients",
                "no",
                "--user",
                "chorus",
                "on",
                ">s3cret",
                "~*",
                "-@all",
                "+@read",
                "+@write",
                "+@scripting",
                "+@connection",
                "+info",
                "+wait",
                "+time");
    }

    @AfterEach
    void end() {
        redis.close();
    }

    @Test
    void aServerIsTalkedToWhoseCertificateTheAuthoritySigned() {
        try (TestStore store = TestStore.open(options("localhost", certificate, "s3cret"))) {
            assertThat(store.push(store.create(LIST), "1").lastEventId()).isEqualTo(1);
        }
    }

    @Test
    void anotherAuthorityAnotherNameOrAnotherPasswordIsRefused() {
        assertThatThrownBy(() -> TestStore.open(options("localhost", null, "s3cret")));
        assertThatThrownBy(() -> TestStore.open(options("127.0.0.1", certificate, "s3cret")));
        assertThatThrownBy(() -> TestStore.open(options("localhost", certificate, "wrong-s3cret")))
                .hasMessageNotContaining("s3cret");
    }

    private StoreOptions options(String host, @Nullable Path authorities, String password) {
        return StoreOptions.of(List.of("rediss://" + host + ":" + port), RedisClientType.STANDALONE, null)
                .withAccess(new RedisAccess("chorus", password, null, authorities))
                .withLimits(1, 1000, PATIENCE);
    }

    private Path pem(String type, byte[] content) throws Exception {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return Files.writeString(
                folder.resolve(type.replace(' ', '-') + ".pem"),
                "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
    }
}
