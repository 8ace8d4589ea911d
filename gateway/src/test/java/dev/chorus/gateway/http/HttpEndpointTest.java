package dev.chorus.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.access.ReadApiKey;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.object.UpdateObject;
import dev.chorus.gateway.GatewayLimits;
import dev.chorus.gateway.stage.GatewayStage;
import dev.chorus.gateway.stage.Tokens;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Plain HTTP; sync specification, section 9.4. */
class HttpEndpointTest {
    @RegisterExtension
    static final GatewayStage STAGE = new GatewayStage();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void theSameRoutesAnswerWithATokenInAHeader() throws Exception {
        String sid = STAGE.sync().create(ObjectType.DOCUMENT, "{\"a\": 1.0}").value();

        HttpResponse<String> response = ask(asAlice("/v3/Documents/" + sid));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith("application/json");
        assertThat(response.body()).contains("\"data\":{\"a\": 1.0}");
        assertThat(new JsonObject(response.body()).getString("url"))
                .isEqualTo(STAGE.baseUrl() + "/v3/Documents/" + sid);
    }

    @Test
    void aChangeByHttpHasNoConnection() throws Exception {
        String sid = STAGE.sync().create(ObjectType.DOCUMENT, "{}").value();

        ask(asAlice("/v3/Documents/" + sid)
                .header("Twilio-Request-Id", "RQ1")
                .header("If-Match", "0")
                .POST(HttpRequest.BodyPublishers.ofString("{\"data\":{}}")));

        var update = STAGE.sync().orders().taken(UpdateObject.class).get(0);
        assertThat(update.caller().connection()).isEmpty();
        assertThat(update.caller().requestNumber()).isZero();
        assertThat(update.caller().identity()).isEqualTo("alice");
        assertThat(update.caller().requestId()).isEqualTo("RQ1");
        assertThat(((UpdateObject) update.command()).ifMatch()).isEqualTo("0");
    }

    @Test
    void aMissingOrBadTokenIsUnauthorized() throws Exception {
        assertRefusal(ask(at("/v3/Documents/x")), ErrorCode.UNAUTHORIZED);
        assertRefusal(ask(at("/v3/Documents/x").header("X-Twilio-Token", "x")), ErrorCode.TOKEN_INVALID);
        STAGE.sync().orders().refuse(ReadApiKey.class, ErrorCode.UNAVAILABLE, 1);
        assertRefusal(ask(asAlice("/v3/Documents/x")), ErrorCode.UNAVAILABLE);
    }

    @Test
    void whatDoesNotExistIsAnErrorInTheFormatOfAllApis() throws Exception {
        assertRefusal(ask(asAlice("/v3/Documents/x")), ErrorCode.DOCUMENT_NOT_FOUND);
        assertRefusal(ask(asAlice("/v3/Nothing/x")), ErrorCode.NOT_FOUND);
        assertRefusal(ask(asAlice("/nothing")), ErrorCode.NOT_FOUND);
        assertRefusal(
                ask(asAlice("/v3/Documents/x").method("PATCH", HttpRequest.BodyPublishers.noBody())),
                ErrorCode.METHOD_NOT_ALLOWED);
        assertRefusal(
                ask(asAlice("/v3/Documents").POST(HttpRequest.BodyPublishers.ofString("{"))), ErrorCode.DATA_MALFORMED);
    }

    @Test
    void anErrorNamesAPageThatExplainsIt() throws Exception {
        JsonObject error = new JsonObject(ask(at("/v3/Documents/x")).body());

        HttpResponse<String> explained = ask(HttpRequest.newBuilder(URI.create(error.getString("more_info"))));

        assertThat(explained.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(explained.body()).getString("meaning")).isNotBlank();
        assertRefusal(ask(at("/errors/1")), ErrorCode.NOT_FOUND);
    }

    @Test
    void namesWithAnythingInThemAreDecodedOnce() throws Exception {
        String sid = STAGE.sync().create(ObjectType.MAP, "{}").value();
        for (String key : List.of("a%2Fb", "%2E%2E", "a+b", "%E6%97%A5", "a%25b")) {
            HttpResponse<String> response = ask(asAlice("/v3/Maps/" + sid + "/Items/" + key)
                    .PUT(HttpRequest.BodyPublishers.ofString("{\"data\":{}}")));
            assertThat(response.statusCode()).as(key).isEqualTo(201);
            String url = new JsonObject(response.body()).getString("url");
            assertThat(ask(HttpRequest.newBuilder(URI.create(url)).header("X-Twilio-Token", token()))
                            .statusCode())
                    .as(url)
                    .isEqualTo(200);
        }
        assertThat(ask(asAlice("/v3/Maps/" + sid + "/Items?Key=a%2Fb")).body()).contains("\"key\":\"a/b\"");
    }

    @Test
    void anExistingKeyIsRefusedWithTheLinkToItsItem() throws Exception {
        String sid = STAGE.sync().create(ObjectType.MAP, "{}").value();
        HttpRequest.BodyPublisher item = HttpRequest.BodyPublishers.ofString("{\"key\":\"a b/ü\",\"data\":{}}");
        assertThat(ask(asAlice("/v3/Maps/" + sid + "/Items").POST(item)).statusCode())
                .isEqualTo(201);

        HttpResponse<String> refused = ask(asAlice("/v3/Maps/" + sid + "/Items").POST(item));

        assertRefusal(refused, ErrorCode.MAP_ITEM_EXISTS);
        assertThat(new JsonObject(refused.body()).getJsonObject("links").getString("item"))
                .isEqualTo(STAGE.baseUrl() + "/v3/Maps/" + sid + "/Items/a%20b%2F%C3%BC");
    }

    @Test
    void aBodyTooLargeIsRefused() throws Exception {
        HttpResponse<String> refused = ask(asAlice("/v3/Documents")
                .header("Origin", "http://app")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "x".repeat(GatewayLimits.relaxed().messageBytes() + 1))));

        assertRefusal(refused, ErrorCode.PAYLOAD_TOO_LARGE);
        assertThat(refused.headers().firstValue("access-control-allow-origin")).contains("*");
    }

    @Test
    void theContentTypeDoesNotMatter() throws Exception {
        for (String type : List.of("application/x-www-form-urlencoded", "multipart/form-data", "x", "text/plain;")) {
            HttpResponse<String> created = ask(asAlice("/v3/Documents")
                    .header("Content-Type", type)
                    .POST(HttpRequest.BodyPublishers.ofString("{\"data\":{\"a\":\"%41+b\"}}")));
            assertThat(created.statusCode()).as(type).isEqualTo(201);
            assertThat(created.body()).contains("{\"a\":\"%41+b\"}");
            assertRefusal(ask(asAlice("/v3/Documents/x").header("Content-Type", type)), ErrorCode.DOCUMENT_NOT_FOUND);
        }
    }

    @Test
    void browsersAreToldInAdvanceWhatTheyMayDo() throws Exception {
        for (String path : List.of("/v3/Documents/x", "/v1/token", "/v4/Subscriptions", "/anything")) {
            HttpResponse<String> preflight = ask(at(path).method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                    .header("Origin", "http://app.example")
                    .header("Access-Control-Request-Method", "PUT")
                    .header("Access-Control-Request-Headers", "x-twilio-token,if-match"));

            assertThat(preflight.statusCode()).isBetween(200, 299);
            assertThat(preflight.headers().firstValue("access-control-allow-origin"))
                    .contains("*");
            assertThat(preflight
                            .headers()
                            .firstValue("access-control-allow-methods")
                            .orElseThrow())
                    .contains("GET", "POST", "PUT", "DELETE");
            assertThat(preflight
                            .headers()
                            .firstValue("access-control-allow-headers")
                            .orElseThrow()
                            .toLowerCase())
                    .contains(
                            "content-type",
                            "if-match",
                            "twilio-request-id",
                            "twilio-sync-client-info",
                            "x-twilio-product-id",
                            "x-twilio-token");
            assertThat(preflight
                            .headers()
                            .firstValueAsLong("access-control-max-age")
                            .orElseThrow())
                    .isGreaterThan(3_000);
        }
    }

    @Test
    void browsersMayReadErrorsToo() throws Exception {
        HttpResponse<String> refused = ask(at("/v3/Documents/x").header("Origin", "http://app.example"));

        assertRefusal(refused, ErrorCode.UNAUTHORIZED);
        assertThat(refused.headers().firstValue("access-control-allow-origin")).contains("*");
        assertThat(refused.headers().firstValue("access-control-expose-headers").orElseThrow())
                .containsIgnoringCase("location");
    }

    @Test
    void aTokenIsExchangedForItself() throws Exception {
        String token = token();
        HttpResponse<String> response = ask(at("/v1/token")
                .POST(HttpRequest.BodyPublishers.ofString(new JsonObject()
                        .put("fpa_token", token)
                        .putNull("continuation_token")
                        .encode())));

        JsonObject exchanged = new JsonObject(response.body());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(exchanged.getString("twilio_rtd_token")).isEqualTo(token);
        assertThat(exchanged.getJsonObject("status").getString("status")).isEqualTo("NEW");
        assertThat(exchanged.getString("identity")).isEqualTo("alice");
        assertThat(exchanged.getString("account_sid")).isEqualTo(Tokens.ACCOUNT);
        assertThat(exchanged.getJsonObject("instance_sids").getString("data_sync"))
                .isEqualTo(Tokens.SERVICE);
        assertThat(exchanged.getLong("ttl")).isBetween(3_500L, 3_600L);
        assertRefusal(
                ask(at("/v1/token").POST(HttpRequest.BodyPublishers.ofString("{\"fpa_token\":\"x\"}"))),
                ErrorCode.TOKEN_INVALID);
    }

    @Test
    void inDevelopmentAnybodyGetsATokenThatWorks() throws Exception {
        String token = new JsonObject(ask(at("/dev/token?identity=bob%20b")).body()).getString("token");

        assertThat(ask(at("/v3/Documents/x").header("X-Twilio-Token", token)).statusCode())
                .isEqualTo(404);
        assertRefusal(ask(at("/dev/token")), ErrorCode.BAD_REQUEST);
    }

    @Test
    void subscriptionsNeedASocket() throws Exception {
        assertRefusal(
                ask(asAlice("/v4/Subscriptions").POST(HttpRequest.BodyPublishers.ofString("{}"))),
                ErrorCode.BAD_REQUEST);
    }

    private static String token() {
        return STAGE.tokens().of("alice");
    }

    private static HttpRequest.Builder asAlice(String path) {
        return at(path).header("X-Twilio-Token", token());
    }

    private static HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create(STAGE.baseUrl() + path));
    }

    private HttpResponse<String> ask(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void assertRefusal(HttpResponse<String> response, ErrorCode code) {
        JsonObject body = new JsonObject(response.body());
        assertThat(body.getInteger("code")).as(response.body()).isEqualTo(code.number());
        assertThat(response.statusCode()).isEqualTo(code.httpStatus());
        assertThat(body.getString("message")).isNotBlank();
        assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith("application/json");
    }
}
