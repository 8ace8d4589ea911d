package dev.chorus.gateway.dialect.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.gateway.stage.GatewayStage;
import dev.chorus.gateway.stage.Tokens;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A back end that asks a stage over HTTP. */
final class BackEndClient {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final GatewayStage stage;

    BackEndClient(GatewayStage stage) {
        this.stage = stage;
    }

    HttpResponse<String> ask(String method, String path, String form) {
        return ask(method, path, form, Tokens.KEY + ":" + Tokens.SECRET, "test");
    }

    HttpResponse<String> ask(String method, String path, String form, String credentials, String agent) {
        String basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(stage.baseUrl() + path))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("User-Agent", agent)
                .method(method, HttpRequest.BodyPublishers.ofString(form))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    JsonObject json(String method, String path, String form, int status) {
        HttpResponse<String> response = ask(method, path, form);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return new JsonObject(response.body());
    }

    void assertRefused(String method, String path, String form, ErrorCode code) {
        JsonObject body = json(method, path, form, code.httpStatus());
        assertThat(body.getInteger("code")).isEqualTo(code.number());
        assertThat(body.getInteger("status")).isEqualTo(code.httpStatus());
        assertThat(body.getString("message")).isNotEmpty();
    }
}
