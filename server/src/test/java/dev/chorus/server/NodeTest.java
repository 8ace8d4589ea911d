package dev.chorus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chorus.server.cluster.ClusterOptions;
import dev.chorus.server.development.DevelopmentKeys;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path data;

    @Test
    void oneProcessServesATokenAndADocument() throws Exception {
        try (Node node = Node.start(options(freePort(), 0), Map.of())) {
            HttpResponse<String> created = create(node, "{\"unique_name\":\"hello\",\"data\":{\"n\":1}}");

            assertThat(created.statusCode()).isEqualTo(201);
            assertThat(new JsonObject(created.body()).getJsonObject("data").getInteger("n"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aRestartFindsAllData() throws Exception {
        try (Node node = Node.start(options(freePort(), 0), Map.of())) {
            create(node, "{\"unique_name\":\"hello\",\"data\":{\"n\":1}}");
        }

        try (Node node = Node.start(options(freePort(), 0), Map.of())) {
            HttpResponse<String> read = send(node, HttpRequest.newBuilder(uri(node, "/v3/Documents/hello")));

            assertThat(read.statusCode()).isEqualTo(200);
            assertThat(new JsonObject(read.body()).getJsonObject("data").getInteger("n"))
                    .isEqualTo(1);
        }
    }

    @Test
    void itIsReadyOnceEverythingRunsAndCountsWhatItDoes() throws Exception {
        int adminPort = freePort();
        try (Node node = Node.start(options(freePort(), adminPort), Map.of())) {
            create(node, "{}");
            URI admin = URI.create("http://127.0.0.1:" + adminPort);

            assertThat(get(admin.resolve("/health/live")).statusCode()).isEqualTo(200);
            assertThat(get(admin.resolve("/health/ready")).statusCode()).isEqualTo(200);
            assertThat(get(admin.resolve("/metrics")).body())
                    .contains("gateway_sessions")
                    .contains("store_script_duration_seconds_count{script=\"object/create_object\"");
        }
    }

    @Test
    void aPortInUseIsSaidInOneLineAndNothingIsLeftRunning() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Node.start(options(taken.getLocalPort(), 0), Map.of()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("the gateway did not start")
                    .hasMessageContaining("in use");
        }

        Node.start(options(freePort(), 0), Map.of()).close();
    }

    @Test
    void theKeysOfTheEnvironmentAreThoseThatTokensAreSignedWith() throws Exception {
        String service = "IS" + "a".repeat(32);
        try (Node node = Node.start(options(freePort(), 0), Map.of("CHORUS_SERVICE_SID", service))) {
            HttpResponse<String> created = create(node, "{}");

            assertThat(new JsonObject(created.body()).getString("service_sid")).isEqualTo(service);
        }
    }

    @Test
    void inProductionNobodyGetsATokenByAsking() throws Exception {
        Map<String, String> keys = Map.of(
                "CHORUS_ACCOUNT_SID", "AC" + "a".repeat(32),
                "CHORUS_AUTH_TOKEN", "t".repeat(32),
                "CHORUS_API_KEY", "SK" + "a".repeat(32),
                "CHORUS_API_SECRET", "s".repeat(32),
                "CHORUS_SERVICE_SID", "IS" + "a".repeat(32));
        try (Node node = Node.start(options(freePort(), 0, true), keys)) {
            assertThat(get(uri(node, "/dev/token?identity=alice")).statusCode()).isEqualTo(404);
        }

        assertThat(data.resolve("node/development-keys.properties")).doesNotExist();
    }

    @Test
    void aGatewayByItselfHasNothingToDoWithRedis() throws Exception {
        String sync = "127.0.0.1:" + freePort();
        try (Node service = Node.start(member(Role.SYNC, sync, List.of()), Map.of());
                Node gateway = Node.start(
                        member(Role.GATEWAY, "127.0.0.1:" + freePort(), List.of(sync)), environment(service.keys()))) {
            assertThat(create(gateway, "{}").statusCode()).isEqualTo(201);
        }

        assertThat(data.resolve("SYNC/redis")).exists();
        assertThat(data.resolve("GATEWAY/redis")).doesNotExist();
    }

    private ServerOptions member(Role role, String address, List<String> peers) throws IOException {
        int clusterPort = Integer.parseInt(address.substring(address.indexOf(':') + 1));
        return new ServerOptions(
                "127.0.0.1",
                freePort(),
                0,
                null,
                data.resolve(role.name()),
                EnumSet.of(role),
                null,
                Durability.EVERYSEC,
                new ClusterOptions("127.0.0.1", clusterPort, 0, peers, null),
                1,
                true,
                null,
                false);
    }

    private static Map<String, String> environment(DevelopmentKeys keys) {
        return Map.of(
                "CHORUS_ACCOUNT_SID", keys.accountSid(),
                "CHORUS_AUTH_TOKEN", keys.authToken(),
                "CHORUS_API_KEY", keys.apiKey(),
                "CHORUS_API_SECRET", keys.apiSecret(),
                "CHORUS_SERVICE_SID", keys.serviceSid());
    }

    private HttpResponse<String> create(Node node, String body) throws Exception {
        return send(
                node,
                HttpRequest.newBuilder(uri(node, "/v3/Documents")).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(Node node, HttpRequest.Builder request) throws Exception {
        String token =
                new JsonObject(get(uri(node, "/dev/token?identity=alice")).body()).getString("token");
        return http.send(request.header("X-Twilio-Token", token).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(URI uri) throws Exception {
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(Node node, String path) {
        return URI.create(node.url() + path);
    }

    private ServerOptions options(int port, int adminPort) {
        return options(port, adminPort, false);
    }

    private ServerOptions options(int port, int adminPort, boolean production) {
        return new ServerOptions(
                "127.0.0.1",
                port,
                adminPort,
                null,
                data.resolve("node"),
                EnumSet.allOf(Role.class),
                null,
                Durability.EVERYSEC,
                null,
                1,
                true,
                null,
                production);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
