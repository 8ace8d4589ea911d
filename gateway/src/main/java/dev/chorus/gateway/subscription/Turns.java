package dev.chorus.gateway.subscription;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Work for many, a bounded number of pieces at a time. Each has turns, in each of which several of its pieces are begun:
 * whoever wants little is done in one turn, while others still wait, instead of all being done at the end; and whoever
 * wants much holds up nobody.
 *
 * @param <T> for whom something is done
 */
final class Turns<T> {
    private final int atOnce;
    private final int ofOneTurn;
    private final int waitingLimit;
    private final Map<T, Deque<Runnable>> waiting = new LinkedHashMap<>();
    private int size;
    private int underWay;
    private int leftOfTurn;
    private boolean proceeding;

    /**
     * Nothing to do yet.
     *
     * @param atOnce how many pieces are under way at once
     * @param ofOneTurn how many are begun in one turn
     * @param waitingLimit how many may wait
     */
    Turns(int atOnce, int ofOneTurn, int waitingLimit) {
        this.atOnce = atOnce;
        this.ofOneTurn = ofOneTurn;
        this.waitingLimit = waitingLimit;
        this.leftOfTurn = ofOneTurn;
    }

    /** Begins a piece of work in its turn, and ends as it ends; as unavailable, without it, where too many wait. */
    <R> Future<R> take(T whose, Supplier<Future<R>> work) {
        if (size >= waitingLimit) {
            return Future.failedFuture(new RequestFailedException(ErrorCode.UNAVAILABLE));
        }
        Promise<R> done = Promise.promise();
        waiting.computeIfAbsent(whose, key -> new ArrayDeque<>(4))
                .add(() -> work.get().onComplete(ended -> {
                    underWay--;
                    done.handle(ended);
                    proceed();
                }));
        size++;
        proceed();
        return done.future();
    }

    /** How many pieces wait for their turn. */
    int size() {
        return size;
    }

    private void proceed() {
        if (proceeding) {
            return;
        }
        // A piece may end at once, for instance where it is refused: the loop goes on then, not deeper.
        proceeding = true;
        while (underWay < atOnce && size > 0) {
            underWay++;
            next().run();
        }
        proceeding = false;
    }

    private Runnable next() {
        Map.Entry<T, Deque<Runnable>> turn = waiting.entrySet().iterator().next();
        Runnable piece = turn.getValue().remove();
        size--;
        leftOfTurn--;
        if (turn.getValue().isEmpty() || leftOfTurn == 0) {
            leftOfTurn = ofOneTurn;
            waiting.remove(turn.getKey());
            if (!turn.getValue().isEmpty()) {
                waiting.put(turn.getKey(), turn.getValue());
            }
        }
        return piece;
    }
}
