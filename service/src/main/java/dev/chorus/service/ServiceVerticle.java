package dev.chorus.service;

import dev.chorus.bus.ContractCodec;
import dev.chorus.service.command.CommandListener;
import dev.chorus.service.upkeep.RedisMemory;
import dev.chorus.store.Store;
import dev.chorus.store.connection.ConnectionMetrics;
import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance of a service: it takes commands at the service's address and answers each from the store. Any number of
 * instances may run, on any number of nodes.
 */
public abstract class ServiceVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceVerticle.class);

    private static final String ADDRESS_PREFIX = "chorus.";

    private final String address;
    private final ServiceOptions options;
    private @Nullable ServiceInstance service;
    private @Nullable CommandListener listener;
    private boolean stopping;

    /**
     * A verticle that runs as these options say.
     *
     * @param address where commands come
     * @param options what all services have in common
     */
    protected ServiceVerticle(String address, ServiceOptions options) {
        this.address = address;
        this.options = options;
    }

    /** The service's own parts over a store, wired. */
    protected abstract ServiceInstance over(Store store);

    /** Completes when commands are taken; fails where Redis cannot be reached. */
    @Override
    public final Future<?> start() {
        ContractCodec.register(vertx);
        return Store.open(vertx, options.store(), options.retention(), options.meters())
                .compose(store -> {
                    measure(store);
                    ServiceInstance started = over(store);
                    service = started;
                    return started.renew().compose(renewed -> listen(started));
                });
    }

    /** Takes no more commands, finishes those in flight, says goodbye to the gateways and closes the store. */
    @Override
    public final Future<?> stop() {
        ServiceInstance running = service;
        if (running == null) {
            return Future.succeededFuture();
        }
        stopping = true;
        Future<Void> ended = listener == null ? Future.succeededFuture() : listener.end(options.drainTimeout());
        return ended.transform(done -> running.end());
    }

    private Future<Void> listen(ServiceInstance running) {
        vertx.setPeriodic(options.beat().toMillis(), timer -> {
            if (!stopping) {
                running.renew().onFailure(this::warn);
            }
        });
        CommandListener listening = new CommandListener(vertx, address, running.commands(), running::follow);
        listener = listening;
        Gauge.builder(name() + ".commands.inflight", listening, CommandListener::inFlight)
                .description("Commands that are being answered")
                .register(options.meters());
        return listening.listen();
    }

    private void measure(Store store) {
        ConnectionMetrics.bind(store.connections(), options.meters(), name());
        RedisMemory.watch(vertx, store.connections(), name(), options.meters());
    }

    /** The service's name, with which its metrics begin. */
    private String name() {
        return address.substring(ADDRESS_PREFIX.length());
    }

    private void warn(Throwable failure) {
        if (!stopping) {
            LOG.warn("No sign of life: {}", failure.getMessage());
        }
    }
}
