package dev.chorus.gateway.http;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.gateway.DevelopmentAccess;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayRequest;
import dev.chorus.gateway.tunnel.GatewayResponse;
import dev.chorus.gateway.tunnel.RouteTable;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a gateway answers for itself: the meaning of error codes and, in development, tokens for whoever asks. */
public final class ServerRoutes {
    private static final Duration TOKEN_LIFETIME = Duration.ofHours(1);

    private final @Nullable DevelopmentAccess development;
    private final Clock clock;

    /**
     * The routes.
     *
     * @param development keys for the token endpoint; null leaves it out
     * @param clock the time
     */
    public ServerRoutes(@Nullable DevelopmentAccess development, Clock clock) {
        this.development = development;
        this.clock = clock;
    }

    /** Adds them to a gateway's. */
    public void addTo(RouteTable routes) {
        routes.add("GET", "/errors/{code}", (request, segments) -> explain(segments.get(0)));
        if (development != null) {
            DevelopmentAccess keys = development;
            routes.add("GET", "/dev/token", (request, segments) -> token(request, keys));
        }
    }

    private static Future<GatewayResponse> explain(String number) {
        for (ErrorCode code : ErrorCode.values()) {
            if (Integer.toString(code.number()).equals(number)) {
                return Future.succeededFuture(GatewayResponse.of(
                        200,
                        new JsonWriter()
                                .number("code", code.number())
                                .number("status", code.httpStatus())
                                .text("meaning", code.meaning())
                                .text("remedy", code.remedy())
                                .flag("retryable", code.retryable())));
            }
        }
        return Future.failedFuture(new RequestFailedException(ErrorCode.NOT_FOUND));
    }

    private Future<GatewayResponse> token(GatewayRequest request, DevelopmentAccess keys) {
        String identity = request.parameter("identity");
        if (identity == null || identity.isEmpty()) {
            throw new RequestFailedException(
                    ErrorCode.BAD_REQUEST, "Say for which identity: /dev/token?identity=alice");
        }
        Instant now = clock.instant();
        Map<String, Object> product = Map.of("service_sid", keys.serviceSid());
        String token = JWT.create()
                .withHeader(Map.of("cty", "twilio-fpa;v=1"))
                .withJWTId(keys.keySid() + "-" + UUID.randomUUID())
                .withIssuer(keys.keySid())
                .withSubject(keys.accountSid())
                .withIssuedAt(now)
                .withExpiresAt(now.plus(TOKEN_LIFETIME))
                .withClaim("grants", Map.of("identity", identity, "data_sync", product, "chat", product))
                .sign(Algorithm.HMAC256(keys.keySecret()));
        return Future.succeededFuture(GatewayResponse.of(
                200, new JsonWriter().text("identity", identity).text("token", token)));
    }
}
