package dev.chorus.store.connection;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.store.StoreOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection that is made anew whenever it is lost, after a pause that grows and varies. The client underneath does
 * not reconnect by itself, and a peer that vanished without a word is only noticed by asking.
 */
final class SupervisedConnection {
    private static final Logger LOG = LoggerFactory.getLogger(SupervisedConnection.class);
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    private final Vertx vertx;
    private final Redis client;
    private final StoreOptions options;
    private final Runnable onRestored;
    private @Nullable RedisConnection connection;
    private int inFlight;
    private int attempts;
    private long answeredNanos;
    private boolean ended;

    SupervisedConnection(Vertx vertx, Redis client, StoreOptions options, Runnable onRestored) {
        this.vertx = vertx;
        this.client = client;
        this.options = options;
        this.onRestored = onRestored;
    }

    Future<Void> open() {
        long beatMillis = Math.max(1, options.silence().toMillis() / 3);
        vertx.setPeriodic(beatMillis, timer -> beat(timer));
        return connect();
    }

    boolean isUp() {
        return connection != null;
    }

    Future<Response> send(Request request) {
        RedisConnection standing = connection;
        if (standing == null || inFlight >= options.inFlight()) {
            return Future.failedFuture(new RequestFailedException(ErrorCode.UNAVAILABLE));
        }
        inFlight++;
        return standing.send(request).onComplete(done -> inFlight--).onSuccess(answer -> {
            answeredNanos = System.nanoTime();
            attempts = 0;
        });
    }

    void end() {
        ended = true;
        drop();
    }

    private Future<Void> connect() {
        return client.connect()
                .onSuccess(this::stand)
                .onFailure(failure -> retry(failure))
                .mapEmpty();
    }

    private void stand(RedisConnection made) {
        if (ended) {
            made.close();
            return;
        }
        connection = made;
        answeredNanos = System.nanoTime();
        made.exceptionHandler(failure -> lost(made, failure));
        made.endHandler(end -> lost(made, null));
        if (attempts > 0) {
            onRestored.run();
        }
    }

    private void lost(RedisConnection which, @Nullable Throwable failure) {
        if (connection != which) {
            return;
        }
        drop();
        if (!ended) {
            retry(failure);
        }
    }

    private void drop() {
        RedisConnection standing = connection;
        connection = null;
        if (standing != null) {
            standing.close().onFailure(failure -> LOG.debug("Closing a lost connection: {}", failure.getMessage()));
        }
    }

    private void retry(@Nullable Throwable failure) {
        if (ended) {
            return;
        }
        long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempts++, 6));
        long pauseMillis = ThreadLocalRandom.current().nextLong(longest / 2, longest + 1);
        LOG.warn(
                "Redis connection lost, next attempt in {} ms: {}",
                pauseMillis,
                failure == null ? "closed" : failure.getMessage());
        vertx.setTimer(pauseMillis, timer -> connect());
    }

    private void beat(long timer) {
        if (ended) {
            vertx.cancelTimer(timer);
            return;
        }
        RedisConnection standing = connection;
        if (standing == null) {
            return;
        }
        if (System.nanoTime() - answeredNanos > options.silence().toNanos()) {
            lost(standing, new IllegalStateException("no answer within " + options.silence()));
        } else {
            send(Request.cmd(Command.PING));
        }
    }
}
