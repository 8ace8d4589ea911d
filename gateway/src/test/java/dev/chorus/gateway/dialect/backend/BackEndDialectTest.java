package dev.chorus.gateway.dialect.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.gateway.stage.GatewayStage;
import dev.chorus.gateway.stage.Tokens;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackEndDialectTest {
    private static final String SERVICE = "/sync/v1/Services/" + Tokens.SERVICE;
    private static final String GOOD = basic(Tokens.KEY + ":" + Tokens.SECRET);

    @RegisterExtension
    static final GatewayStage STAGE = new GatewayStage();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void settingsAreReadAndChanged() throws Exception {
        assertThat(json(ask("GET", SERVICE, GOOD, ""), 200).getBoolean("acl_enabled"))
                .isFalse();

        JsonObject changed = json(ask("POST", SERVICE, GOOD, "AclEnabled=true"), 200);

        assertThat(changed.getBoolean("acl_enabled")).isTrue();
        assertThat(changed.getString("sid")).isEqualTo(Tokens.SERVICE);
        assertThat(changed.getString("url")).isEqualTo(STAGE.baseUrl() + SERVICE);
        assertThat(json(ask("POST", SERVICE, GOOD, "FriendlyName=x"), 200).getBoolean("acl_enabled"))
                .isTrue();
    }

    @Test
    void aServiceOfAnotherAccountDoesNotExist() throws Exception {
        String other = basic(Tokens.OTHER_KEY + ":" + Tokens.OTHER_SECRET);

        assertRefusal(ask("GET", SERVICE, other, ""), ErrorCode.NOT_FOUND);
    }

    @Test
    void permissionsAreGivenReadAndTaken() throws Exception {
        String map = STAGE.sync().create(ObjectType.MAP, "{}").value();
        String all = SERVICE + "/Maps/" + map + "/Permissions";
        String form = "Read=true&Write=FALSE&Manage=false";

        JsonObject given = json(ask("POST", all + "/alice%2Fb%20c", GOOD, form), 200);
        assertThat(given.getString("identity")).isEqualTo("alice/b c");
        assertThat(given.getBoolean("read")).isTrue();
        assertThat(given.getBoolean("write")).isFalse();
        assertThat(json(ask("GET", all + "/alice%2Fb%20c", GOOD, ""), 200)).isEqualTo(given);
        assertThat(json(ask("GET", all, GOOD, ""), 200)
                        .getJsonArray("permissions")
                        .size())
                .isEqualTo(1);

        assertThat(ask("DELETE", all + "/alice%2Fb%20c", GOOD, "").statusCode()).isEqualTo(204);
        assertRefusal(ask("GET", all + "/alice%2Fb%20c", GOOD, ""), ErrorCode.NOT_FOUND);
        assertRefusal(ask("POST", all + "/alice", GOOD, "Read=yes&Write=true&Manage=true"), ErrorCode.BAD_REQUEST);
        assertRefusal(ask("POST", all + "/alice", GOOD, ""), ErrorCode.BAD_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic ", "Basic %%%", "Bearer x", "Basic bm9jb2xvbg==", "Basic Og=="})
    void credentialsThatAreNoneAreUnauthorized(String credentials) throws Exception {
        assertRefusal(ask("GET", SERVICE, credentials, ""), ErrorCode.UNAUTHORIZED);
    }

    @Test
    void wrongCredentialsAreUnauthorizedAndAClientsTokenIsNone() throws Exception {
        List<String> pairs = List.of(
                Tokens.KEY + ":" + Tokens.OTHER_SECRET,
                Tokens.KEY + ":",
                Tokens.KEY + ":" + Tokens.SECRET + "x",
                "SK" + "0".repeat(32) + ":" + Tokens.SECRET,
                "nobody:x");
        for (String pair : pairs) {
            assertRefusal(ask("GET", SERVICE, basic(pair), ""), ErrorCode.UNAUTHORIZED);
        }
        HttpRequest withToken = HttpRequest.newBuilder(URI.create(STAGE.baseUrl() + SERVICE))
                .header("X-Twilio-Token", STAGE.tokens().of("alice"))
                .build();
        assertRefusal(client.send(withToken, HttpResponse.BodyHandlers.ofString()), ErrorCode.UNAUTHORIZED);
    }

    private HttpResponse<String> ask(String method, String path, String credentials, String form) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(STAGE.baseUrl() + path))
                .header("Authorization", credentials)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, HttpRequest.BodyPublishers.ofString(form))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject json(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return new JsonObject(response.body());
    }

    private static void assertRefusal(HttpResponse<String> response, ErrorCode code) {
        assertThat(json(response, code.httpStatus()).getInteger("code")).isEqualTo(code.number());
    }
}
