package dev.chorus.gateway.stage;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import dev.chorus.contract.access.ApiKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Access tokens of one account with one key and one service. */
public final class Tokens {
    public static final String ACCOUNT = "AC" + "a".repeat(32);
    public static final String OTHER_ACCOUNT = "AC" + "b".repeat(32);
    public static final String KEY = "SK" + "c".repeat(32);
    public static final String OTHER_KEY = "SK" + "d".repeat(32);
    public static final String SERVICE = "IS" + "e".repeat(32);
    public static final String OTHER_SERVICE = "IS" + "f".repeat(32);
    public static final String ROLE = "RL" + "9".repeat(32);
    public static final String SECRET = "the secret of the first key";
    public static final String OTHER_SECRET = "the secret of the other key";
    public static final String OPERATOR = "operator-token-of-the-stage";
    public static final ApiKey API_KEY = new ApiKey(KEY, ACCOUNT, SECRET);
    public static final ApiKey OTHER_API_KEY = new ApiKey(OTHER_KEY, OTHER_ACCOUNT, OTHER_SECRET);
    public static final Duration LIFETIME = Duration.ofHours(1);

    private final Clock clock;

    public Tokens(Clock clock) {
        this.clock = clock;
    }

    /** A good token. */
    public String of(String identity) {
        return of(identity, LIFETIME);
    }

    /** A good token that expires after a time. */
    public String of(String identity, Duration lifetime) {
        return sign(claims(identity).withExpiresAt(clock.instant().plus(lifetime)));
    }

    /** A good token that opens chat alone, and names a role. */
    public String forChat(String identity) {
        return withGrants(
                Map.of("identity", identity, "chat", Map.of("service_sid", SERVICE, "deployment_role_sid", ROLE)));
    }

    /** A good token with these grants. */
    public String withGrants(Map<String, Object> grants) {
        return sign(claims("").withClaim("grants", grants));
    }

    /** The claims of a good token, to be spoilt. */
    public JWTCreator.Builder claims(String identity) {
        return JWT.create()
                .withHeader(Map.of("cty", "twilio-fpa;v=1"))
                .withJWTId(KEY + "-" + UUID.randomUUID())
                .withIssuer(KEY)
                .withSubject(ACCOUNT)
                .withIssuedAt(clock.instant())
                .withExpiresAt(clock.instant().plus(LIFETIME))
                .withClaim("grants", grants(identity, SERVICE));
    }

    public static Map<String, Object> grants(String identity, String service) {
        return Map.of("identity", identity, "data_sync", Map.of("service_sid", service));
    }

    public static String sign(JWTCreator.Builder claims) {
        return claims.sign(Algorithm.HMAC256(SECRET));
    }
}
