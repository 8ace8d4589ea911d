package dev.chorus.gateway.auth;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTDecodeException;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import dev.chorus.contract.access.ApiKey;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks client tokens: JWTs that an account's API key signed (sync specification, section 8.1). Each check has its own
 * code, from {@link ErrorCode#TOKEN_INVALID} to {@link ErrorCode#TOKEN_LIFETIME_TOO_LONG}.
 */
public final class TokenVerifier {
    /** What the content type of an access token begins with. */
    private static final String CONTENT_TYPE = "twilio-fpa;v=1";

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    private final KeyDirectory keys;
    private final Clock clock;
    private final Duration longestLifetime;

    /**
     * A verifier.
     *
     * @param keys where signing keys are looked up
     * @param clock the time
     * @param longestLifetime how far ahead a token may expire
     */
    public TokenVerifier(KeyDirectory keys, Clock clock, Duration longestLifetime) {
        this.keys = keys;
        this.clock = clock;
        this.longestLifetime = longestLifetime;
    }

    /** The token that a text is, once its key was found and its signature, times and grants are good. */
    public Future<AccessToken> verify(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return refuse(ErrorCode.TOKEN_INVALID);
        }
        DecodedJWT jwt;
        try {
            jwt = JWT.decode(text);
        } catch (JWTDecodeException | DateTimeException e) {
            // The second for times beyond all that exist, which the library does not expect.
            return refuse(ErrorCode.TOKEN_INVALID);
        }
        if (!CONTENT_TYPE.equals(jwt.getContentType())) {
            return refuse(ErrorCode.TOKEN_HEADER_INVALID);
        }
        if (jwt.getIssuer() == null || jwt.getSubject() == null) {
            return refuse(ErrorCode.TOKEN_ISSUER_INVALID);
        }
        return keys.find(jwt.getIssuer()).map(key -> check(jwt, key));
    }

    private AccessToken check(DecodedJWT jwt, ApiKey key) {
        if (!key.accountSid().equals(jwt.getSubject())) {
            throw new RequestFailedException(ErrorCode.TOKEN_ISSUER_INVALID);
        }
        try {
            algorithm(jwt, key).verify(jwt);
        } catch (JWTVerificationException e) {
            throw new RequestFailedException(ErrorCode.TOKEN_SIGNATURE_INVALID);
        }
        Instant expiresAt = checkTimes(jwt);
        Map<String, Object> grants = jwt.getClaim("grants").asMap();
        if (grants == null || !(grants.get("identity") instanceof String identity) || identity.isEmpty()) {
            throw new RequestFailedException(ErrorCode.TOKEN_GRANTS_INVALID);
        }
        Map<Grant, String> services = new EnumMap<>(Grant.class);
        String role = null;
        for (Grant grant : Grant.values()) {
            if (grants.get(grant.claim()) instanceof Map<?, ?> product
                    && product.get("service_sid") instanceof String service) {
                services.put(grant, service);
                role = product.get("deployment_role_sid") instanceof String named ? named : role;
            }
        }
        if (services.isEmpty()) {
            throw new RequestFailedException(ErrorCode.TOKEN_GRANTS_INVALID);
        }
        return new AccessToken(key.sid(), key.accountSid(), identity, Map.copyOf(services), expiresAt, role);
    }

    /** Only these three exist: a token cannot choose how it is checked beyond them, and never not to be. */
    private static Algorithm algorithm(DecodedJWT jwt, ApiKey key) {
        String name = jwt.getAlgorithm() == null ? "none" : jwt.getAlgorithm();
        return switch (name) {
            case "HS256" -> Algorithm.HMAC256(key.secret());
            case "HS384" -> Algorithm.HMAC384(key.secret());
            case "HS512" -> Algorithm.HMAC512(key.secret());
            default -> throw new RequestFailedException(ErrorCode.TOKEN_HEADER_INVALID);
        };
    }

    private Instant checkTimes(DecodedJWT jwt) {
        Instant now = clock.instant();
        Instant expiresAt = jwt.getExpiresAtAsInstant();
        if (expiresAt == null || !expiresAt.isAfter(now)) {
            throw new RequestFailedException(ErrorCode.TOKEN_EXPIRED);
        }
        if (expiresAt.isAfter(now.plus(longestLifetime).plus(CLOCK_SKEW))) {
            throw new RequestFailedException(ErrorCode.TOKEN_LIFETIME_TOO_LONG);
        }
        Instant notBefore = jwt.getNotBeforeAsInstant();
        if (notBefore != null && notBefore.isAfter(now.plus(CLOCK_SKEW))) {
            throw new RequestFailedException(ErrorCode.TOKEN_NOT_YET_VALID);
        }
        return expiresAt;
    }

    private static <T> Future<T> refuse(ErrorCode code) {
        return Future.failedFuture(new RequestFailedException(code));
    }
}
