package dev.chorus.gateway.dialect.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.gateway.stage.GatewayStage;
import dev.chorus.gateway.stage.SocketClient;
import dev.chorus.gateway.stage.Tokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PushRoutesTest {
    private static final String REGISTRATIONS = "/v1/registrations";

    @RegisterExtension
    static final GatewayStage STAGE = new GatewayStage();

    @Test
    void aRegistrationIsTakenAndCanBeGivenBack() {
        SocketClient ann = STAGE.connectToChat("ann");

        String id = ann.request("POST", REGISTRATIONS, "{\"channel_type\":\"fcm\"}")
                .assertHttp(201)
                .json()
                .getString("id");

        assertThat(id).isNotEmpty();
        ann.request("DELETE", REGISTRATIONS + "/" + id, null).assertHttp(204);
    }

    @Test
    void nobodyRegistersWithoutAToken() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(STAGE.baseUrl() + REGISTRATIONS))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();

        assertThat(send(request).statusCode()).isEqualTo(401);
    }

    @Test
    void mediaAreRefusedInAWayThatABrowserCanRead() throws Exception {
        URI media = URI.create(STAGE.baseUrl() + "/v1/Services/" + Tokens.SERVICE + "/Media");
        HttpResponse<String> preflight = send(HttpRequest.newBuilder(media)
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", "https://app.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type,x-twilio-token")
                .build());
        HttpResponse<String> refused = send(HttpRequest.newBuilder(media)
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {1, 2, 3}))
                .header("Origin", "https://app.example")
                .header("Content-Type", "image/png")
                .build());

        assertThat(preflight.headers().firstValue("access-control-allow-headers"))
                .hasValueSatisfying(
                        headers -> assertThat(headers).contains("content-type").contains("x-twilio-token"));
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.headers().firstValue("access-control-allow-origin")).isPresent();
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofString());
    }
}
