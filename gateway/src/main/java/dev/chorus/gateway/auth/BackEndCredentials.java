package dev.chorus.gateway.auth;

import dev.chorus.contract.access.ApiKey;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.gateway.tunnel.GatewayRequest;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/** HTTP Basic authentication of back ends: account sid and auth token, or API key sid and secret. */
public final class BackEndCredentials {
    private static final String SCHEME = "Basic ";

    private final KeyDirectory keys;

    /** Credentials that are looked up in a directory. */
    public BackEndCredentials(KeyDirectory keys) {
        this.keys = keys;
    }

    /**
     * The account itself, by its auth token: an API key does not do. Fails with {@link ErrorCode#UNAUTHORIZED} where the
     * credentials are not good, and with {@link ErrorCode#FORBIDDEN} where they are a key's.
     */
    public Future<String> owner(GatewayRequest request) {
        return key(request).map(key -> {
            if (!key.sid().equals(key.accountSid())) {
                throw new RequestFailedException(ErrorCode.FORBIDDEN);
            }
            return key.accountSid();
        });
    }

    /** The account that asks. Fails with {@link ErrorCode#UNAUTHORIZED} where the credentials are not good. */
    public Future<String> account(GatewayRequest request) {
        return key(request).map(ApiKey::accountSid);
    }

    private Future<ApiKey> key(GatewayRequest request) {
        String header = request.header("authorization");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return refuse();
        }
        String pair;
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).trim());
            pair = new String(decoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return refuse();
        }
        int colon = pair.indexOf(':');
        if (colon < 0) {
            return refuse();
        }
        byte[] secret = pair.substring(colon + 1).getBytes(StandardCharsets.UTF_8);
        return keys.find(pair.substring(0, colon))
                .recover(failure -> isUnknownKey(failure) ? refuse() : Future.failedFuture(failure))
                .map(key -> check(key, secret));
    }

    private static ApiKey check(ApiKey key, byte[] secret) {
        // In constant time: how much of a guess is right must not show.
        if (!MessageDigest.isEqual(key.secret().getBytes(StandardCharsets.UTF_8), secret)) {
            throw new RequestFailedException(ErrorCode.UNAUTHORIZED);
        }
        return key;
    }

    private static boolean isUnknownKey(Throwable failure) {
        return failure instanceof RequestFailedException refusal && refusal.code() == ErrorCode.TOKEN_ISSUER_INVALID;
    }

    private static <T> Future<T> refuse() {
        return Future.failedFuture(new RequestFailedException(ErrorCode.UNAUTHORIZED));
    }
}
