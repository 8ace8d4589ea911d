package dev.chorus.sync;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.ContractCodec;
import dev.chorus.service.command.CommandListener;
import dev.chorus.store.Store;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance of the sync service: it takes commands at {@link BusAddress#SYNC}, answers each from the store, and then
 * tells the gateways that follow what changed. Any number of instances may run, on any number of nodes.
 */
public final class SyncVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(SyncVerticle.class);

    private final SyncOptions options;
    private @Nullable SyncService service;
    private @Nullable CommandListener listener;
    private boolean stopping;

    /** An instance that runs as these options say. */
    public SyncVerticle(SyncOptions options) {
        this.options = options;
    }

    /** Completes when commands are taken; fails where Redis cannot be reached. */
    @Override
    public Future<?> start() {
        ContractCodec.register(vertx);
        return Store.open(vertx, options.store(), options.retention(), options.meters())
                .compose(store -> {
                    SyncService started = SyncService.over(vertx, store, options);
                    service = started;
                    return started.renew().compose(renewed -> listen(started));
                });
    }

    /** Takes no more commands, finishes those in flight, says goodbye to the gateways and closes the store. */
    @Override
    public Future<?> stop() {
        SyncService running = service;
        if (running == null) {
            return Future.succeededFuture();
        }
        stopping = true;
        Future<Void> ended = listener == null ? Future.succeededFuture() : listener.end(options.drainTimeout());
        return ended.transform(done -> running.end());
    }

    private Future<Void> listen(SyncService running) {
        vertx.setPeriodic(options.beat().toMillis(), timer -> {
            if (!stopping) {
                running.renew().onFailure(this::warn);
            }
        });
        vertx.setPeriodic(options.reapPause().toMillis(), timer -> {
            if (!stopping) {
                running.keepUp();
            }
        });
        CommandListener listening = new CommandListener(vertx, BusAddress.SYNC, running.commands(), running::follow);
        listener = listening;
        return listening.listen();
    }

    private void warn(Throwable failure) {
        if (!stopping) {
            LOG.warn("No sign of life: {}", failure.getMessage());
        }
    }
}
