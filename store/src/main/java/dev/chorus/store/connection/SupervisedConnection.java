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
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection that is made anew whenever it is lost, after a pause that grows and varies. The client underneath does
 * not reconnect by itself, and a peer that vanished without a word is only noticed by asking. Each connection has a
 * client of its own, since closing the client is the only way to end a connection that its pool takes for a good one.
 */
final class SupervisedConnection {
    private static final Logger LOG = LoggerFactory.getLogger(SupervisedConnection.class);
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;
    private static final long IDLE_CHECK_MILLIS = 5;

    private final Vertx vertx;
    private final Supplier<Redis> clients;
    private final StoreOptions options;
    private final Runnable onRestored;
    private @Nullable Redis client;
    private @Nullable RedisConnection connection;
    private int inFlight;
    private int attempts;
    private long answeredNanos;
    private boolean ended;

    SupervisedConnection(Vertx vertx, Supplier<Redis> clients, StoreOptions options, Runnable onRestored) {
        this.vertx = vertx;
        this.clients = clients;
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

    /** Completes when what is in flight is answered, or was waited for long enough, and the connection is closed. */
    Future<Void> end() {
        return idle(System.nanoTime() + options.silence().toNanos()).compose(idle -> {
            ended = true;
            return drop();
        });
    }

    private Future<Void> idle(long deadlineNanos) {
        return inFlight == 0 || connection == null || System.nanoTime() > deadlineNanos
                ? Future.succeededFuture()
                : vertx.timer(IDLE_CHECK_MILLIS, TimeUnit.MILLISECONDS).compose(later -> idle(deadlineNanos));
    }

    private Future<Void> connect() {
        Redis made = clients.get();
        client = made;
        return made.connect()
                .timeout(options.silence().toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(this::stand)
                .onFailure(failure -> {
                    drop();
                    retry(failure);
                })
                .mapEmpty();
    }

    private void stand(RedisConnection made) {
        if (ended) {
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
        if (connection == which) {
            drop();
            retry(failure);
        }
    }

    private Future<Void> drop() {
        Redis dropped = client;
        client = null;
        connection = null;
        return dropped == null
                ? Future.succeededFuture()
                : dropped.close().onFailure(failure -> LOG.debug("Closing a client: {}", failure.getMessage()));
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
        vertx.setTimer(pauseMillis, timer -> {
            if (!ended) {
                connect();
            }
        });
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
