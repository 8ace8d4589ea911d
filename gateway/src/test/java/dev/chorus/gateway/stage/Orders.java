package dev.chorus.gateway.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.Reply;
import dev.chorus.contract.Request;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/** What a test has ordered {@link MemorySync} to do with commands: refuse some, keep answers of others back. */
public final class Orders {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<Request<?>> taken = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<HeldAnswers> holds = new ArrayList<>();

    /** Refuses the next commands of a type. */
    public synchronized void refuse(Class<?> type, ErrorCode code, int times) {
        refusals.add(new Refusal(type, code, times));
    }

    /** Carries commands of a type out, but keeps the answers back from now on. */
    public synchronized HeldAnswers holdAnswers(Class<?> type) {
        HeldAnswers hold = new HeldAnswers(type);
        holds.add(hold);
        return hold;
    }

    /** The commands of a type that were taken so far, with those that were refused. */
    public synchronized List<Request<?>> taken(Class<?> type) {
        return taken.stream()
                .filter(request -> type.isInstance(request.command()))
                .toList();
    }

    /** Waits until so many commands of a type were taken. */
    public synchronized void awaitTaken(Class<?> type, int count) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (taken(type).size() < count && System.nanoTime() < until) {
            wait(100);
        }
        assertThat(taken(type)).as("%s taken", type.getSimpleName()).hasSizeGreaterThanOrEqualTo(count);
    }

    Future<? extends Reply> carryOut(Request<?> request, Supplier<Future<? extends Reply>> command) {
        HeldAnswers hold;
        synchronized (this) {
            taken.add(request);
            notifyAll();
            for (Iterator<Refusal> all = refusals.iterator(); all.hasNext(); ) {
                Refusal refusal = all.next();
                if (refusal.type.isInstance(request.command())) {
                    if (--refusal.times == 0) {
                        all.remove();
                    }
                    return Future.failedFuture(new RequestFailedException(refusal.code));
                }
            }
            hold = holds.stream()
                    .filter(held -> !held.released && held.type.isInstance(request.command()))
                    .findFirst()
                    .orElse(null);
        }
        Future<? extends Reply> outcome = command.get();
        return hold == null ? outcome : hold.keep(outcome);
    }

    private static final class Refusal {
        final Class<?> type;
        final ErrorCode code;
        int times;

        Refusal(Class<?> type, ErrorCode code, int times) {
            this.type = type;
            this.code = code;
            this.times = times;
        }
    }

    /** Answers that are kept back. */
    public static final class HeldAnswers {
        private final Class<?> type;
        private final Promise<Void> release = Promise.promise();
        private volatile boolean released;

        HeldAnswers(Class<?> type) {
            this.type = type;
        }

        /** Sends them, and keeps no more back. */
        public void release() {
            released = true;
            release.tryComplete();
        }

        Future<? extends Reply> keep(Future<? extends Reply> outcome) {
            return release.future().compose(now -> outcome.map(reply -> (Reply) reply));
        }
    }
}
