package dev.chorus.client;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Holds an access token and tells ahead of time when it ends. Several clients may share one: replacing its token
 * replaces that of all of them.
 */
public final class AccessManager extends Emitter implements AutoCloseable {
    /** The token ends in about three minutes: the time to ask the back end for another. */
    public static final EventType<AccessManager> TOKEN_WILL_EXPIRE = new EventType<>("tokenWillExpire");
    /** The token is about to end: told a little ahead, so that a replacement comes without an interruption. */
    public static final EventType<AccessManager> TOKEN_EXPIRED = new EventType<>("tokenExpired");
    /** The token was replaced. */
    public static final EventType<AccessManager> TOKEN_UPDATED = new EventType<>("tokenUpdated");

    private static final Duration WARNING = Duration.ofMinutes(3);
    private static final Duration AHEAD = Duration.ofSeconds(10);
    /** Whoever has just made a manager shall hear of a token that ends soon. */
    private static final Duration TIME_TO_LISTEN = Duration.ofMillis(200);

    private final Vertx vertx;
    private final List<Function<String, Future<Void>>> users = new CopyOnWriteArrayList<>();
    private final List<Long> timers = new ArrayList<>();
    private volatile Claims claims;

    /**
     * A manager.
     *
     * @param vertx runs its timers
     * @param token a JWT that grants messaging, sync, or both
     * @throws IllegalArgumentException if it is no JWT
     */
    public AccessManager(Vertx vertx, String token) {
        this.vertx = vertx;
        this.claims = Claims.of(token);
        arm(claims);
    }

    /** The present token. */
    public String token() {
        return claims.token;
    }

    /** Whose token it is. */
    public String identity() {
        return claims.identity;
    }

    /** When it ends; null if it does not say. */
    public @Nullable Instant expires() {
        return claims.expires;
    }

    /** Whether it has ended. */
    public boolean isExpired() {
        Instant end = claims.expires;
        return end != null && !end.isAfter(Instant.now());
    }

    /**
     * Replaces the token. Completes when every client that uses this manager has taken it over or noted it for its next
     * connection. Fails with {@link IllegalArgumentException} if it is no JWT, and with {@link ChorusException} if the
     * server refuses it.
     */
    public Future<Void> updateToken(String token) {
        if (token.equals(claims.token)) {
            return Future.succeededFuture();
        }
        Claims next;
        try {
            next = Claims.of(token);
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(e);
        }
        claims = next;
        arm(next);
        return Future.all(users.stream().map(take -> take.apply(token)).toList())
                .onSuccess(all -> emit(TOKEN_UPDATED, this))
                .mapEmpty();
    }

    /** Has a client told of new tokens before anybody else. */
    public Registration attach(Function<String, Future<Void>> take) {
        users.add(take);
        return () -> users.remove(take);
    }

    /** Stops its timers. To be called when no client needs it any more. */
    @Override
    public synchronized void close() {
        timers.forEach(vertx::cancelTimer);
        timers.clear();
    }

    private synchronized void arm(Claims next) {
        close();
        if (next.expires == null) {
            return;
        }
        long rest = Duration.between(Instant.now(), next.expires).toMillis();
        // A token of a few seconds would be called expired at once, and so would each that replaces it.
        long ahead = Math.min(AHEAD.toMillis(), Math.max(0, rest / 5));
        timers.add(timer(rest - WARNING.toMillis(), TOKEN_WILL_EXPIRE));
        timers.add(timer(rest - ahead, TOKEN_EXPIRED));
    }

    private long timer(long millis, EventType<AccessManager> event) {
        return vertx.setTimer(Math.max(TIME_TO_LISTEN.toMillis(), millis), timer -> emit(event, this));
    }

    private record Claims(
            String token, String identity, @Nullable Instant expires) {
        static Claims of(String token) {
            String[] parts = token.split("\\.", -1);
            try {
                if (parts.length == 3) {
                    byte[] payload = Base64.getUrlDecoder().decode(parts[1]);
                    JsonObject body = new JsonObject(new String(payload, StandardCharsets.UTF_8));
                    String identity =
                            body.getJsonObject("grants", new JsonObject()).getString("identity", "");
                    Long end = body.getLong("exp");
                    return new Claims(token, identity, end == null ? null : Instant.ofEpochSecond(end));
                }
            } catch (RuntimeException e) {
                // Said below, without the token's text.
            }
            throw new IllegalArgumentException("token: not a JWT (expected: three parts, with dots between them)");
        }
    }
}
