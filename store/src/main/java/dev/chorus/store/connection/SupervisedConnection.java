package dev.chorus.store.connection;

import dev.chorus.store.StoreOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.BitSet;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to whoever is the primary, made anew whenever it is lost, after a pause that grows and varies. The
 * client underneath does not reconnect by itself, and a peer that vanished without a word is only noticed by asking. Each
 * connection has a client of its own, since closing the client is the only way to end a connection that its pool takes
 * for a good one.
 *
 * <p>A server that is a replica, becomes one, or begins another history of writes is left: whoever is the primary now is
 * looked for.
 */
final class SupervisedConnection {
    private static final Logger LOG = LoggerFactory.getLogger(SupervisedConnection.class);
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;
    private static final long IDLE_CHECK_MILLIS = 5;

    private final Vertx vertx;
    private final Primary primary;
    private final Function<HostAndPort, Redis> dialer;
    private final StoreOptions options;
    private final Histories histories;
    private final ConnectionUse use;
    private final Runnable onRestored;
    private final ReplicaWait replicas;
    private final BitSet entered = new BitSet();
    private String history = "";
    private @Nullable HostAndPort at;
    private @Nullable Redis client;
    private @Nullable RedisConnection connection;
    private int inFlight;
    private int attempts;
    private long answeredNanos;
    private long beatNanos = System.nanoTime();
    private boolean ended;

    /**
     * A connection that is yet to be opened.
     *
     * @param primary who the primary is
     * @param dialer makes a client of a server
     * @param onRestored called when a connection that was lost stands again
     */
    SupervisedConnection(
            Vertx vertx,
            Primary primary,
            Function<HostAndPort, Redis> dialer,
            StoreOptions options,
            Histories histories,
            ConnectionUse use,
            Runnable onRestored) {
        this.vertx = vertx;
        this.primary = primary;
        this.dialer = dialer;
        this.options = options;
        this.histories = histories;
        this.use = use;
        this.onRestored = onRestored;
        this.replicas = new ReplicaWait(vertx, options, onRestored);
    }

    /** Completes when it stands; fails where it cannot be made now, and is tried again all the same. */
    Future<Void> open() {
        long beatMillis = Math.max(1, options.silence().toMillis() / 3);
        vertx.setPeriodic(beatMillis, this::beat);
        use.connections++;
        return connect();
    }

    boolean isUp() {
        return connection != null;
    }

    /**
     * Sends a command.
     *
     * @param partition the partition that it belongs to; below 0 for none
     * @param lasting whether replicas must have what it wrote before it completes, if any are asked for
     */
    Future<Response> send(int partition, Request request, boolean lasting) {
        RedisConnection standing = connection;
        if (standing == null) {
            return Future.failedFuture(new RedisRefusedException(RedisCondition.UNREACHABLE, "no connection stands"));
        }
        if (inFlight >= options.inFlight()) {
            return Future.failedFuture(new RedisRefusedException(
                    RedisCondition.OVERLOADED, options.inFlight() + " commands are in flight already"));
        }
        if (partition >= 0 && !entered.get(partition)) {
            entered.set(partition);
            tell(standing, histories.enter(partition, history)).onFailure(failure -> entered.clear(partition));
        }
        Future<Response> answer = tell(standing, request);
        return lasting && options.replicas() > 0 ? replicas.behind(answer, wait -> tell(standing, wait)) : answer;
    }

    /** Completes when what is in flight is answered, or was waited for long enough, and the connection is closed. */
    Future<Void> end() {
        return idle(System.nanoTime() + options.silence().toNanos()).compose(idle -> {
            use.connections -= ended ? 0 : 1;
            ended = true;
            return drop();
        });
    }

    private Future<Response> tell(RedisConnection standing, Request request) {
        inFlight++;
        use.inFlight++;
        return standing.send(request)
                .onComplete(done -> {
                    inFlight--;
                    use.inFlight--;
                })
                .onSuccess(answer -> answered())
                .onFailure(failure -> {
                    if (failure instanceof ErrorType) {
                        answered();
                    }
                    if (RedisCondition.of(failure) == RedisCondition.READ_ONLY) {
                        lost(standing, failure);
                    }
                });
    }

    private void answered() {
        answeredNanos = System.nanoTime();
        attempts = 0;
    }

    private Future<Void> idle(long deadlineNanos) {
        return inFlight == 0 || connection == null || System.nanoTime() > deadlineNanos
                ? Future.succeededFuture()
                : vertx.timer(IDLE_CHECK_MILLIS, TimeUnit.MILLISECONDS).compose(later -> idle(deadlineNanos));
    }

    private Future<Void> connect() {
        return primary.find()
                .timeout(options.silence().toMillis(), TimeUnit.MILLISECONDS)
                .compose(found -> {
                    if (ended) {
                        return Future.failedFuture("it ended meanwhile");
                    }
                    Redis made = dialer.apply(found);
                    client = made;
                    at = found;
                    return made.connect()
                            .compose(this::introduce)
                            .timeout(options.silence().toMillis(), TimeUnit.MILLISECONDS);
                })
                .onFailure(failure -> {
                    drop();
                    retry(failure);
                });
    }

    private Future<Void> introduce(RedisConnection made) {
        return made.send(ReplicationState.question()).compose(info -> {
            ReplicationState state = ReplicationState.parse(info.toString());
            if (!state.primary()) {
                return Future.failedFuture(new RedisRefusedException(RedisCondition.READ_ONLY, "it is a replica"));
            }
            stand(made, state.history());
            return Future.succeededFuture();
        });
    }

    private void stand(RedisConnection made, String standingHistory) {
        if (ended) {
            return;
        }
        connection = made;
        use.up++;
        history = standingHistory;
        entered.clear();
        answeredNanos = System.nanoTime();
        made.exceptionHandler(failure -> lost(made, failure));
        made.endHandler(end -> lost(made, null));
        if (attempts > 0) {
            attempts = 0;
            onRestored.run();
        }
    }

    private void lost(RedisConnection which, @Nullable Throwable failure) {
        if (connection == which) {
            use.losses++;
            drop();
            retry(failure);
        }
    }

    private Future<Void> drop() {
        Redis dropped = client;
        client = null;
        use.up -= connection == null ? 0 : 1;
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
                failure == null ? "closed" : reason(failure));
        vertx.setTimer(pauseMillis, timer -> {
            if (!ended) {
                connect();
            }
        });
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    /**
     * Asks what only a primary of the same history may answer; any answer at all is a sign of life. One that was cut off
     * from its replicas says what it always said, which is why others are asked too.
     */
    private void beat(long timer) {
        if (ended) {
            vertx.cancelTimer(timer);
            return;
        }
        long nowNanos = System.nanoTime();
        boolean stoodStill = nowNanos - beatNanos > options.silence().toNanos() / 2;
        beatNanos = nowNanos;
        RedisConnection standing = connection;
        if (standing == null) {
            return;
        }
        if (stoodStill) {
            // It was this side that did nothing for a while: answers may be here and not read yet.
            answeredNanos = nowNanos;
        } else if (nowNanos - answeredNanos > options.silence().toNanos()) {
            lost(standing, new IllegalStateException("no answer within " + options.silence()));
            return;
        }
        tell(standing, ReplicationState.question()).onSuccess(info -> {
            ReplicationState state = ReplicationState.parse(info.toString());
            if (!state.primary() || !state.history().equals(history)) {
                lost(standing, new IllegalStateException("it is another server now than it was"));
            }
        });
        primary.isAnotherThan(Objects.requireNonNull(at)).onSuccess(another -> {
            if (another) {
                lost(standing, new IllegalStateException("another server is the primary now"));
            }
        });
    }
}
