package dev.chorus.store.connection;

import dev.chorus.store.StoreOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Waits until replicas have what was written on a connection. {@code WAIT} is about everything that its connection wrote
 * before, so all writes of one turn of the event loop share one, which follows them without a round trip of its own.
 */
final class ReplicaWait {
    /** Shorter than a command is waited for on the event bus. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final int wanted;
    private final Runnable onEnough;
    private @Nullable Promise<Response> ofThisTurn;
    private boolean tooFew;

    /**
     * No waits yet.
     *
     * @param onEnough called when replicas follow again that did not: what was written meanwhile was told to nobody
     */
    ReplicaWait(Vertx vertx, StoreOptions options, Runnable onEnough) {
        this.vertx = vertx;
        this.wanted = options.replicas();
        this.onEnough = onEnough;
    }

    /** Completes with an answer to a write once enough replicas have it. */
    Future<Response> behind(Future<Response> answer, Function<Request, Future<Response>> connection) {
        Promise<Response> waited = ofThisTurn;
        if (waited == null) {
            Promise<Response> next = Promise.promise();
            ofThisTurn = next;
            waited = next;
            vertx.runOnContext(turn -> {
                ofThisTurn = null;
                connection
                        .apply(Request.cmd(Command.WAIT).arg(wanted).arg(LONGEST.toMillis()))
                        .onComplete(next);
            });
        }
        Future<Response> replicated = waited.future();
        return answer.compose(written -> replicated.compose(count -> checked(written, count.toInteger())));
    }

    private Future<Response> checked(Response written, int replicas) {
        if (replicas < wanted) {
            tooFew = true;
            return Future.failedFuture(new RedisRefusedException(
                    RedisCondition.NOT_REPLICATED, replicas + " of " + wanted + " replicas have it so far"));
        }
        if (tooFew) {
            tooFew = false;
            onEnough.run();
        }
        return Future.succeededFuture(written);
    }
}
