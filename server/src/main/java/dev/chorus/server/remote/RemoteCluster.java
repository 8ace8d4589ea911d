package dev.chorus.server.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chorus.server.ConfigurationException;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The cluster that a command asks, and who asks it. Secrets come from the environment, or from a development cluster. */
final class RemoteCluster {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DEVELOPMENT_KEYS = "development-keys.properties";

    @Option(
            names = "--url",
            defaultValue = "http://127.0.0.1:8080",
            description = "Where the cluster is (${DEFAULT-VALUE})")
    private String url = "";

    @Option(
            names = "--data",
            defaultValue = "${sys:chorus.data:-.chorus}",
            description = "Data folder of a development cluster, whose keys are used where the environment has none")
    private Path data = Path.of(".chorus");

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    /** Who asks. */
    enum As {
        /** The cluster's operator, by its token. */
        OPERATOR,
        /** The account, by its auth token. */
        ACCOUNT
    }

    /** Makes something. */
    JsonNode post(As who, String path, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request(who, url + path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** Reads a list to its end. */
    List<JsonNode> list(As who, String path, String key) {
        List<JsonNode> all = new ArrayList<>();
        String next = url + path + "?PageSize=100";
        while (next != null) {
            JsonNode page = send(request(who, next).GET().build());
            page.path(key).forEach(all::add);
            next = page.path("meta").path("next_page_url").textValue();
        }
        return all;
    }

    /** Removes something. */
    void delete(As who, String path) {
        send(request(who, url + path).DELETE().build());
    }

    private HttpRequest.Builder request(As who, String address) {
        String authorization = who == As.OPERATOR
                ? "Bearer " + secret("CHORUS_OPERATOR_TOKEN")
                : "Basic "
                        + Base64.getEncoder()
                                .encodeToString((secret("CHORUS_ACCOUNT_SID") + ":" + secret("CHORUS_AUTH_TOKEN"))
                                        .getBytes(StandardCharsets.UTF_8));
        try {
            return HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE).header("Authorization", authorization);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("url: " + url + " (expected: http://host[:port])");
        }
    }

    private JsonNode send(HttpRequest request) {
        HttpResponse<String> response;
        try {
            response = http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new ConfigurationException("url: nothing answers at " + url + " (is the cluster up?)");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConfigurationException("interrupted");
        }
        try {
            JsonNode body = JSON.readTree(response.body().isEmpty() ? "{}" : response.body());
            if (response.statusCode() >= 300) {
                throw new ConfigurationException("refused with " + response.statusCode() + ", "
                        + body.path("code").asInt() + ": "
                        + body.path("message").asText());
            }
            return body;
        } catch (IOException e) {
            throw new ConfigurationException("url: what answers at " + url + " is no Chorus");
        }
    }

    private String secret(String name) {
        String value = System.getenv(name);
        if (value != null && !value.isEmpty()) {
            return value;
        }
        Path file = data.resolve(DEVELOPMENT_KEYS);
        if (Files.isReadable(file)) {
            Properties kept = new Properties();
            try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                kept.load(in);
            } catch (IOException e) {
                throw new ConfigurationException("data: " + file + " cannot be read");
            }
            String known = kept.getProperty(name);
            if (known != null && !known.isEmpty()) {
                return known;
            }
        }
        throw new ConfigurationException(
                name + ": missing (expected: the environment sets it, or --data names the folder"
                        + " of a development cluster)");
    }
}
