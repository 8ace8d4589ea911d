package dev.chorus.gateway;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The gateway's unit of deployment. A node runs one for each core; they share the port and nothing else. */
public final class GatewayVerticle extends VerticleBase {
    private static final AtomicInteger LOOPS = new AtomicInteger();

    private final GatewayOptions options;
    private final AtomicInteger sessions;
    private @Nullable GatewayLoop loop;

    /**
     * One event loop's part.
     *
     * @param options how it runs
     * @param sessions the process's count of sessions, which all of its loops share
     */
    public GatewayVerticle(GatewayOptions options, AtomicInteger sessions) {
        this.options = options;
        this.sessions = sessions;
    }

    @Override
    public Future<?> start() {
        loop = new GatewayLoop(vertx, options, sessions, options.nodeId() + "g" + LOOPS.incrementAndGet());
        return loop.start();
    }

    @Override
    public Future<?> stop() {
        return loop == null ? Future.succeededFuture() : loop.stop();
    }

    /** The port that this gateway listens on; 0 before it does. */
    public int port() {
        return loop == null ? 0 : loop.port();
    }
}
