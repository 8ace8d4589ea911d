package dev.chorus.server.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.client.ClientOptions;
import dev.chorus.client.sync.SyncClient;
import dev.chorus.client.sync.SyncMap;
import dev.chorus.server.Main;
import dev.chorus.server.trace.Collector.Received;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway and a process with the services, and what a collector receives from both. */
class TraceTest {
    private static final String ACCOUNT = "AC" + "7".repeat(32);
    private static final String SERVICE = "IS" + "7".repeat(32);
    private static final String AUTH_TOKEN = "auth-token-of-the-trace-test";
    private static final Map<String, String> KEYS = Map.of(
            "CHORUS_ACCOUNT_SID", ACCOUNT,
            "CHORUS_AUTH_TOKEN", AUTH_TOKEN,
            "CHORUS_API_KEY", "SK" + "7".repeat(32),
            "CHORUS_API_SECRET", "api-secret-of-the-trace-test",
            "CHORUS_SERVICE_SID", SERVICE);

    private static final SpanKind CONSUMER = SpanKind.SPAN_KIND_CONSUMER;
    private static final int MOST_WRITES = 2_000;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Vertx VERTX = Vertx.vertx();
    private static final List<Process> PROCESSES = new ArrayList<>();

    @TempDir
    private static Path folder;

    private static Collector collector;
    private static String gatewayUrl;

    @BeforeAll
    static void start() throws Exception {
        collector = Collector.start();
        int servicesPort = freePort();
        int gatewayPort = freePort();
        int port = freePort();
        gatewayUrl = "http://127.0.0.1:" + port;
        start("services", "sync,messaging", "", freePort(), servicesPort, gatewayPort);
        Path redis = folder.resolve("services/redis");
        String redisPort = Files.readAllLines(redis.resolve("redis.conf")).stream()
                .filter(line -> line.startsWith("port "))
                .findAny()
                .orElseThrow()
                .substring("port ".length());
        String password = Files.readString(redis.resolve("password")).strip();
        start(
                "gateway",
                "gateway",
                "redis://:" + password + "@127.0.0.1:" + redisPort,
                port,
                gatewayPort,
                servicesPort);
    }

    @AfterAll
    static void stop() throws Exception {
        for (Process process : PROCESSES) {
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        collector.close();
        await(VERTX.close());
    }

    @Test
    void aBackEndsRequestIsPartOfItsTraceInBothProcessesAndInTheLog() throws Exception {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        String parent = "b7ad6b7169203331";

        HttpResponse<String> created = HTTP.send(
                HttpRequest.newBuilder(URI.create(gatewayUrl + "/v1/Services/" + SERVICE + "/Documents"))
                        .header("authorization", basic())
                        .header("content-type", "application/x-www-form-urlencoded")
                        .header("traceparent", "00-" + trace + "-" + parent + "-01")
                        .POST(BodyPublishers.ofString("UniqueName=a-secret-name"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(created.statusCode()).isEqualTo(201);
        Received script = first(
                "script", span -> span.trace().equals(trace) && span.name().equals("object/create_object"));
        assertThat(script.kind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
        Received handled = parent(script, "CreateObject", SpanKind.SPAN_KIND_SERVER);
        assertThat(handled.process()).isEqualTo("chorus");
        assertThat(handled.attributes()).containsEntry("chorus.service", SERVICE);
        Received command = parent(handled, "send chorus.sync", SpanKind.SPAN_KIND_CLIENT);
        assertThat(command.process()).isEqualTo("chorus-gateway");
        Received request = parent(command, "POST /v1/Services/{service}/Documents", SpanKind.SPAN_KIND_SERVER);
        assertThat(request.process()).isEqualTo("chorus-gateway");
        assertThat(request.attributes()).containsEntry("http.response.status_code", "201");
        assertThat(request.parent()).isEqualTo(parent);
        assertThat(List.of(request, command, handled, script))
                .allSatisfy(span -> assertThat(span.trace()).isEqualTo(trace));
        assertThat(logged("gateway"))
                .anySatisfy(line -> assertThat(line.getString("trace")).isEqualTo(trace));
        assertThat(logged("services")).anySatisfy(line -> {
            assertThat(line.getString("trace")).isEqualTo(trace);
            assertThat(line.getString("message")).startsWith("CreateObject");
            assertThat(line.getString("service")).isEqualTo(SERVICE);
        });
        assertThat(collector.everything()).doesNotContain("a-secret-name", AUTH_TOKEN);
    }

    @Test
    void aWriteThroughASocketIsOneTraceUpToItsDelivery() throws Exception {
        SyncClient client = new SyncClient(VERTX, token(), ClientOptions.of(gatewayUrl));
        SyncMap map = await(client.map("traced"));

        // Until the subscription stands, changes are replayed, not delivered.
        for (int n = 0; n < MOST_WRITES && !collector.has(span -> isDelivery(span, CONSUMER)); n++) {
            await(map.set("a-secret-key", new JsonObject().put("n", n)));
        }

        Received delivered = first("delivery", span -> isDelivery(span, CONSUMER));
        Received sent = parent(delivered, "deliver", SpanKind.SPAN_KIND_PRODUCER);
        Received handled = parent(sent, "PutItem", SpanKind.SPAN_KIND_SERVER);
        Received command = parent(handled, "send chorus.sync", SpanKind.SPAN_KIND_CLIENT);
        Received request = parent(command, "PUT /v3/Maps/{id}/Items/{key}", SpanKind.SPAN_KIND_SERVER);
        assertThat(request.parent()).isEmpty();
        assertThat(Stream.of(delivered, sent, handled, command, request).map(Received::process))
                .containsExactly("chorus-gateway", "chorus", "chorus", "chorus-gateway", "chorus-gateway");
        assertThat(collector.everything()).doesNotContain("a-secret-key");
        await(client.shutdown());
    }

    @Test
    void aClientCannotHaveItselfTracedUnderAnId() throws Exception {
        String trace = "1af7651916cd43dd8448eb211c80319c";

        HttpResponse<String> refused = HTTP.send(
                HttpRequest.newBuilder(URI.create(gatewayUrl + "/v3/Documents/never-made"))
                        .header("x-twilio-token", token())
                        .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                        .build(),
                BodyHandlers.ofString());

        assertThat(refused.statusCode()).isEqualTo(404);
        List<Received> all = collector.once("request", span -> span.name().equals("GET /v3/Documents/{id}"));
        assertThat(all).noneMatch(span -> span.trace().equals(trace));
    }

    private static Received parent(Received of, String name, SpanKind kind) throws InterruptedException {
        Received parent = first(name, span -> span.id().equals(of.parent()));
        assertThat(parent.name()).isEqualTo(name);
        assertThat(parent.kind()).isEqualTo(kind);
        assertThat(parent.trace()).isEqualTo(of.trace());
        return parent;
    }

    private static boolean isDelivery(Received span, SpanKind kind) {
        return span.name().equals("deliver") && span.kind() == kind;
    }

    private static Received first(String what, Predicate<Received> hope) throws InterruptedException {
        return collector.once(what, hope).stream().filter(hope).findFirst().orElseThrow();
    }

    private static String token() throws Exception {
        HttpResponse<String> said = HTTP.send(
                HttpRequest.newBuilder(URI.create(gatewayUrl + "/dev/token?identity=alice"))
                        .build(),
                BodyHandlers.ofString());
        return new JsonObject(said.body()).getString("token");
    }

    private static String basic() {
        return "Basic "
                + Base64.getEncoder().encodeToString((ACCOUNT + ":" + AUTH_TOKEN).getBytes(StandardCharsets.UTF_8));
    }

    private static List<JsonObject> logged(String name) throws IOException {
        return Files.readAllLines(folder.resolve(name + ".log")).stream()
                .map(JsonObject::new)
                .toList();
    }

    private static void start(String name, String roles, String redis, int port, int clusterPort, int peer)
            throws IOException {
        List<String> command = List.of(
                ProcessHandle.current().info().command().orElse("java"),
                // Not the one of other modules' tests.
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "up",
                "--roles",
                roles,
                "--port",
                Integer.toString(port),
                "--data",
                folder.resolve(name).toString(),
                "--cluster-port",
                Integer.toString(clusterPort),
                "--peers",
                "127.0.0.1:" + peer,
                "--drain-seconds",
                "0",
                "--trace",
                collector.endpoint());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve(name + ".log").toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(variable -> variable.startsWith("CHORUS_") || variable.startsWith("OTEL_"));
        environment.putAll(KEYS);
        environment.put("CHORUS_REDIS", redis);
        environment.put("CHORUS_LOG", "JSON");
        environment.put("CHORUS_LOG_LEVEL", "DEBUG");
        environment.put("OTEL_BSP_SCHEDULE_DELAY", "50");
        Process process = builder.start();
        PROCESSES.add(process);
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).as(() -> log(name)).startsWith("Chorus is ready");
        }
    }

    private static String log(String name) {
        try {
            return Files.readString(folder.resolve(name + ".log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
