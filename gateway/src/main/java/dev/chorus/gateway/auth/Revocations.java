package dev.chorus.gateway.auth;

import dev.chorus.bus.BusAddress;
import dev.chorus.contract.access.KeysRevoked;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Ends what revoked keys have opened. The services tell of a revocation; since such a word can be lost, the keys that are
 * in use are also looked up in turn.
 */
public final class Revocations {
    private static final long LOOK_MILLIS = 5_000;
    /** How many keys are looked up at once; where more are in use, a lost word is noticed later. */
    private static final int KEYS_AT_ONCE = 50;

    private final Vertx vertx;
    private final KeyDirectory keys;
    private final Supplier<Set<String>> inUse;
    private final Consumer<Collection<String>> end;
    private final Queue<String> turn = new ArrayDeque<>();

    /**
     * Revocations for one event loop.
     *
     * @param vertx the event bus
     * @param keys the loop's keys
     * @param inUse the keys that something was opened with
     * @param end ends what was opened with some keys
     */
    public Revocations(Vertx vertx, KeyDirectory keys, Supplier<Set<String>> inUse, Consumer<Collection<String>> end) {
        this.vertx = vertx;
        this.keys = keys;
        this.inUse = inUse;
        this.end = end;
    }

    /** Begins to listen and to look. Completes when the cluster knows. */
    public Future<Void> listen() {
        vertx.setPeriodic(LOOK_MILLIS, timer -> look());
        return vertx.eventBus()
                .consumer(BusAddress.GATEWAYS, message -> {
                    if (message.body() instanceof KeysRevoked revoked) {
                        keys.forget(revoked.sids());
                        end.accept(revoked.sids());
                    }
                })
                .completion();
    }

    private void look() {
        if (turn.isEmpty()) {
            turn.addAll(inUse.get());
        }
        for (int i = 0; i < KEYS_AT_ONCE && !turn.isEmpty(); i++) {
            String key = turn.remove();
            keys.find(key).onFailure(failure -> {
                if (failure instanceof RequestFailedException refusal
                        && refusal.code() == ErrorCode.TOKEN_ISSUER_INVALID) {
                    end.accept(List.of(key));
                }
            });
        }
    }
}
