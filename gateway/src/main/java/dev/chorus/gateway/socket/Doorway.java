package dev.chorus.gateway.socket;

import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets connections in, a few in each turn of the event loop. When thousands come at once, those who are in already are
 * served between: others do not wait for all of the newcomers, and newcomers are done one after another instead of all
 * at the end. On a loop with little to do a turn is a moment.
 */
final class Doorway {
    private static final int OF_ONE_TURN = 16;
    private static final long TURN_MILLIS = 1;

    private final Vertx vertx;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int left = OF_ONE_TURN;

    Doorway(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Has somebody enter, now or after those who came before. */
    void enter(Runnable entry) {
        waiting.add(entry);
        if (left == OF_ONE_TURN) {
            vertx.setTimer(TURN_MILLIS, this::nextTurn);
        }
        admit();
    }

    /** How many wait. */
    int size() {
        return waiting.size();
    }

    private void nextTurn(long timer) {
        left = OF_ONE_TURN;
        if (!waiting.isEmpty()) {
            vertx.setTimer(TURN_MILLIS, this::nextTurn);
            admit();
        }
    }

    private void admit() {
        while (left > 0 && !waiting.isEmpty()) {
            left--;
            waiting.remove().run();
        }
    }
}
