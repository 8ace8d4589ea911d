package dev.chorus.messaging;

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
 * One instance of the messaging service: it takes commands at {@link BusAddress#MESSAGING}, tells the gateways that follow
 * what changed, and then answers. Any number of instances may run, on any number of nodes.
 */
public final class MessagingVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(MessagingVerticle.class);

    private final MessagingOptions options;
    private @Nullable MessagingService service;
    private @Nullable CommandListener listener;
    private boolean stopping;

    /** An instance that runs as these options say. */
    public MessagingVerticle(MessagingOptions options) {
        this.options = options;
    }

    /** Completes when commands are taken; fails where Redis cannot be reached. */
    @Override
    public Future<?> start() {
        ContractCodec.register(vertx);
        return Store.open(vertx, options.store(), options.retention(), options.meters())
                .compose(store -> {
                    MessagingService started = MessagingService.over(vertx, store, options);
                    service = started;
                    return started.renew().compose(renewed -> listen(started));
                });
    }

    /** Takes no more commands, finishes those in flight, says goodbye to the gateways and closes the store. */
    @Override
    public Future<?> stop() {
        MessagingService running = service;
        if (running == null) {
            return Future.succeededFuture();
        }
        stopping = true;
        Future<Void> ended = listener == null ? Future.succeededFuture() : listener.end(options.drainTimeout());
        return ended.transform(done -> running.end());
    }

    private Future<Void> listen(MessagingService running) {
        vertx.setPeriodic(options.beat().toMillis(), timer -> {
            if (!stopping) {
                running.renew().onFailure(this::warn);
            }
        });
        // Whatever is to be told was told before the answer.
        CommandListener listening = new CommandListener(vertx, BusAddress.MESSAGING, running.commands(), outcome -> {});
        listener = listening;
        return listening.listen();
    }

    private void warn(Throwable failure) {
        if (!stopping) {
            LOG.warn("No sign of life: {}", failure.getMessage());
        }
    }
}
