package dev.chorus.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.server.GivenOptions;
import dev.chorus.server.Node;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.Probe;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The processes of the manifests, run as they say: each role with its own environment and nothing else, and their Redis.
 * Only addresses and ports are others, since here there is one machine and no name server.
 */
class ProcessesTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    @AfterEach
    void stop() throws Exception {
        while (!running.isEmpty()) {
            running.pop().close();
        }
    }

    @Test
    void theyFindEachOtherAnswerTheirProbesAndServeClients() throws Exception {
        Manifests laptop = Manifests.overlay("laptop");
        RunningRedis redis = RunningRedis.start(Files.createDirectory(folder.resolve("redis")), laptop);
        running.push(redis);
        Map<String, Integer> clusterPorts = new HashMap<>();
        URI gateway = null;

        for (String component : List.of("sync", "messaging", "gateway")) {
            Workload process = laptop.process(component);
            Map<String, String> environment = here(PodEnvironment.of(laptop, process), redis, clusterPorts);
            Node node = Node.start(GivenOptions.of(environment).options(), environment);
            running.push(node);
            gateway = URI.create(node.url());

            URI admin = URI.create("http://127.0.0.1:" + environment.get("CHORUS_ADMIN_PORT"));
            for (String path : probed(process)) {
                assertThat(get(admin.resolve(path)).statusCode()).as(path).isEqualTo(200);
            }
            if (component.equals("gateway")) {
                // What the autoscaler goes by.
                assertThat(get(admin.resolve("/metrics")).body()).contains("gateway_sessions");
            }
        }

        JsonObject token =
                new JsonObject(get(gateway.resolve("/dev/token?identity=alice")).body());
        HttpRequest create = HttpRequest.newBuilder(gateway.resolve("/v3/Documents"))
                .header("X-Twilio-Token", token.getString("token"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        assertThat(http.send(create, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(201);
        assertThat(folder.resolve("gateway/redis")).doesNotExist();
    }

    private Map<String, String> here(
            Map<String, String> environment, RunningRedis redis, Map<String, Integer> clusterPorts) {
        String role = environment.get("CHORUS_ROLES");
        int clusterPort = Ports.free();
        Map<String, String> here = new HashMap<>(environment);
        here.put("CHORUS_HOST", "127.0.0.1");
        here.put("CHORUS_CLUSTER_HOST", "127.0.0.1");
        here.remove("CHORUS_CLUSTER_DNS");
        here.put(
                "CHORUS_PEERS",
                String.join(
                        ",",
                        clusterPorts.values().stream()
                                .map(port -> "127.0.0.1:" + port)
                                .toList()));
        here.put("CHORUS_PORT", String.valueOf(Ports.free()));
        here.put("CHORUS_ADMIN_PORT", String.valueOf(Ports.free()));
        here.put("CHORUS_CLUSTER_PORT", String.valueOf(clusterPort));
        here.put("CHORUS_BUS_PORT", String.valueOf(Ports.free()));
        here.put("CHORUS_DATA", folder.resolve(role).toString());
        here.put("CHORUS_DRAIN_SECONDS", "0");
        here.computeIfPresent(
                "CHORUS_REDIS",
                (name, uri) -> uri.replace("redis://", "redis://:" + redis.password() + "@")
                        .replace("chorus-redis:6379", "127.0.0.1:" + redis.port()));
        clusterPorts.put(role, clusterPort);
        return here;
    }

    private static List<String> probed(Workload process) {
        return Stream.of(
                        process.container().getStartupProbe(),
                        process.container().getLivenessProbe(),
                        process.container().getReadinessProbe())
                .map(Probe::getHttpGet)
                .map(HTTPGetAction::getPath)
                .distinct()
                .toList();
    }

    private HttpResponse<String> get(URI uri) throws Exception {
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
