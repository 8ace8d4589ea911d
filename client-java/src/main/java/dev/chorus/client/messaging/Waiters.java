package dev.chorus.client.messaging;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Calls that wait until what they did is seen here, so that whoever awaits them finds things changed. */
final class Waiters {
    /** How long a call that has succeeded waits for its effect to be seen here. */
    private static final long PATIENCE_MILLIS = 5_000;

    private record Waiter(BooleanSupplier isSo, Promise<Void> done) {}

    private final Vertx vertx;
    private final Set<Waiter> waiting = new LinkedHashSet<>();

    Waiters(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Completes when it is so, or when it has taken too long: then the effect comes later, or was undone already. */
    Future<Void> until(BooleanSupplier isSo) {
        if (isSo.getAsBoolean()) {
            return Future.succeededFuture();
        }
        Waiter waiter = new Waiter(isSo, Promise.promise());
        waiting.add(waiter);
        long timer = vertx.setTimer(PATIENCE_MILLIS, late -> end(waiter));
        return waiter.done.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    /** Something has changed. */
    void look() {
        for (Waiter waiter : new ArrayList<>(waiting)) {
            if (waiter.isSo.getAsBoolean()) {
                end(waiter);
            }
        }
    }

    private void end(Waiter waiter) {
        if (waiting.remove(waiter)) {
            waiter.done.complete();
        }
    }
}
