package dev.chorus.k8s;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * As much of an API server as helm asks for what a template looks up: which kinds there are, and some Secrets. It is no
 * cluster and takes no object.
 */
final class StandInApi implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, Object> answers = new HashMap<>();
    private final HttpServer server;

    private StandInApi(List<Secret> secrets) throws IOException {
        answers.put("/version", Map.of("major", "1", "minor", "35", "gitVersion", "v1.35.0"));
        answers.put("/api", Map.of("kind", "APIVersions", "versions", List.of("v1")));
        List<Map<String, Object>> groups = new ArrayList<>();
        Map<String, List<Map<String, Object>>> resources = new HashMap<>();
        for (Class<? extends HasMetadata> kind : ApiTypes.kinds()) {
            resources
                    .computeIfAbsent(HasMetadata.getApiVersion(kind), version -> new ArrayList<>())
                    .add(Map.of(
                            "name", HasMetadata.getPlural(kind),
                            "kind", HasMetadata.getKind(kind),
                            "singularName", "",
                            "namespaced", true,
                            "verbs", List.of("get", "list", "create", "patch")));
        }
        resources.forEach((version, list) -> {
            Map<String, Object> body = Map.of("kind", "APIResourceList", "groupVersion", version, "resources", list);
            answers.put((version.contains("/") ? "/apis/" : "/api/") + version, body);
            if (version.contains("/")) {
                String[] parts = version.split("/");
                Map<String, String> entry = Map.of("groupVersion", version, "version", parts[1]);
                groups.add(Map.of("name", parts[0], "versions", List.of(entry), "preferredVersion", entry));
            }
        });
        answers.put("/apis", Map.of("kind", "APIGroupList", "apiVersion", "v1", "groups", groups));
        secrets.forEach(secret -> answers.put(
                "/api/v1/namespaces/chorus/secrets/" + secret.getMetadata().getName(), secret));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** One that has these Secrets. */
    static StandInApi with(List<Secret> secrets) {
        try {
            return new StandInApi(secrets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        @Nullable Object found = answers.get(exchange.getRequestURI().getPath());
        byte[] body = json(
                found != null
                        ? found
                        : Map.of("kind", "Status", "apiVersion", "v1", "status", "Failure", "reason", "NotFound"));
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(found != null ? 200 : 404, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static byte[] json(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
