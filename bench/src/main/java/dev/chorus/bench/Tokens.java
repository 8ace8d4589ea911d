package dev.chorus.bench;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Access tokens as a back end makes them, so that many clients do not wait for an endpoint. */
final class Tokens {
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final Map<String, Object> SERVICE = Map.of("service_sid", DevelopmentKeyring.SERVICE);

    private Tokens() {}

    /** A token for Sync and chat, as helper libraries of today make them. */
    static String ofToday(String identity) {
        return token(Map.of("identity", identity, "data_sync", SERVICE, "chat", SERVICE));
    }

    /** A token for IP Messaging, of the first generation. */
    static String ofFirstGeneration(String identity) {
        return token(Map.of("identity", identity, "ip_messaging", SERVICE));
    }

    private static String token(Map<String, Object> grants) {
        Instant now = Instant.now();
        return JWT.create()
                .withHeader(Map.of("cty", "twilio-fpa;v=1"))
                .withJWTId(DevelopmentKeyring.API_KEY + "-" + UUID.randomUUID())
                .withIssuer(DevelopmentKeyring.API_KEY)
                .withSubject(DevelopmentKeyring.ACCOUNT)
                .withIssuedAt(now)
                .withExpiresAt(now.plus(LIFETIME))
                .withClaim("grants", grants)
                .sign(Algorithm.HMAC256(DevelopmentKeyring.API_SECRET));
    }
}
