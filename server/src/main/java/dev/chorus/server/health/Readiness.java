package dev.chorus.server.health;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.CommandBus;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.access.ReadApiKey;
import dev.chorus.contract.error.RequestFailedException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * Whether this process should be sent clients. It asks a service something that the service must look up in Redis, so
 * that a yes means that the whole way is open; it says nothing of other processes, lest all become unready together.
 */
public final class Readiness {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** A key that cannot exist: to be told so is the answer that is hoped for. */
    private static final ReadApiKey QUESTION = new ReadApiKey("SK00000000000000000000000000000000");

    private volatile boolean started;
    private volatile boolean draining;

    /** Notes that everything that this process is has started. */
    public void started() {
        started = true;
    }

    /** Notes that this process leaves. */
    public void draining() {
        draining = true;
    }

    /** Whether this process leaves. */
    public boolean isDraining() {
        return draining;
    }

    /** Looks; the future never fails. */
    public Future<Report> check(Vertx vertx) {
        if (!started || draining) {
            return Future.succeededFuture(new Report(started, draining, false));
        }
        return new CommandBus(vertx, PATIENCE, 1)
                .request(BusAddress.SYNC, Caller.system(), QUESTION)
                .map(key -> true)
                .recover(failure -> Future.succeededFuture(failure instanceof RequestFailedException refusal
                        && !refusal.code().retryable()))
                .map(stored -> new Report(started, draining, stored));
    }

    /**
     * What was seen.
     *
     * @param started whether all roles run
     * @param draining whether the process leaves
     * @param storeReachable whether a service answered from Redis
     */
    public record Report(boolean started, boolean draining, boolean storeReachable) {
        /** Whether clients are welcome. */
        public boolean ready() {
            return started && !draining && storeReachable;
        }

        JsonObject toJson() {
            return new JsonObject()
                    .put("status", ready() ? "ready" : "not ready")
                    .put("started", started)
                    .put("draining", draining)
                    .put("storeReachable", storeReachable);
        }
    }
}
