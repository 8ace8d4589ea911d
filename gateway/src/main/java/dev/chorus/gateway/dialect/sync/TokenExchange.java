package dev.chorus.gateway.dialect.sync;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.gateway.auth.AccessToken;
import dev.chorus.gateway.auth.Grant;
import dev.chorus.gateway.auth.TokenVerifier;
import dev.chorus.gateway.json.JsonBody;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayRequest;
import dev.chorus.gateway.tunnel.GatewayResponse;
import dev.chorus.gateway.tunnel.RouteTable;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * {@code POST /v1/token}: older clients exchange their token for one that their requests carry (sync specification,
 * section 10). It is the same token, checked the same way wherever it turns up, so that no node has to remember it.
 */
final class TokenExchange {
    private final TokenVerifier tokens;
    private final Clock clock;

    TokenExchange(TokenVerifier tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    void addTo(RouteTable routes) {
        routes.add("POST", "/v1/token", (request, segments) -> exchange(request));
    }

    private Future<GatewayResponse> exchange(GatewayRequest request) {
        JsonBody body = request.json();
        String text = body.text("fpa_token");
        if (text == null) {
            throw new RequestFailedException(ErrorCode.TOKEN_INVALID);
        }
        String given = body.text("continuation_token");
        String continuation = given == null ? "CT" + UUID.randomUUID() : given;
        return tokens.verify(text)
                .map(token -> GatewayResponse.of(200, answer(text, token, continuation, given != null)));
    }

    private JsonWriter answer(String text, AccessToken token, String continuation, boolean known) {
        long seconds =
                Math.max(1, Duration.between(clock.instant(), token.expiresAt()).toSeconds());
        return new JsonWriter()
                .text("continuation_token", continuation)
                .text("twilio_rtd_token", text)
                .number("ttl", seconds)
                .object(
                        "status",
                        status ->
                                status.text("status", known ? "UPDATED" : "NEW").text("reason", null))
                .text("identity", token.identity())
                .text("account_sid", token.accountSid())
                .object("instance_sids", instances -> {
                    for (Map.Entry<Grant, String> service : token.services().entrySet()) {
                        instances.text(service.getKey().claim(), service.getValue());
                    }
                });
    }
}
