package dev.chorus.client.connection;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** The event loop that everything of one client happens on, and the way there and back. */
public final class ClientLoop {
    private final Context context;

    /** A loop of its own among those of a Vert.x, or the one of whoever asks. */
    public ClientLoop(Vertx vertx) {
        this.context = vertx.getOrCreateContext();
    }

    /** Does something there; completes where the caller came from. */
    public <T> Future<T> call(Supplier<Future<T>> work) {
        Context caller = Vertx.currentContext();
        if (caller == context) {
            return work.get();
        }
        Promise<T> promise = Promise.promise();
        context.runOnContext(turn -> work.get().onComplete(result -> {
            if (caller == null) {
                promise.handle(result);
            } else {
                caller.runOnContext(back -> promise.handle(result));
            }
        }));
        return promise.future();
    }

    /** Does something there, some time. */
    public void run(Runnable action) {
        if (Vertx.currentContext() == context) {
            action.run();
        } else {
            context.runOnContext(turn -> action.run());
        }
    }

    /** Does something there after a while. */
    public void later(long millis, Runnable action) {
        context.owner().setTimer(millis, timer -> run(action));
    }
}
