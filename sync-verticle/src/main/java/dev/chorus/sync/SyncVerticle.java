package dev.chorus.sync;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.CommandBus;
import dev.chorus.bus.ContractCodec;
import dev.chorus.contract.Reply;
import dev.chorus.contract.Request;
import dev.chorus.store.Outcome;
import dev.chorus.store.Store;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.concurrent.TimeUnit;
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
    private final Promise<Void> drained = Promise.promise();
    private @Nullable SyncService service;
    private @Nullable MessageConsumer<Request<Reply>> consumer;
    private int inFlight;
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
        Future<Void> unregistered = consumer == null ? Future.succeededFuture() : consumer.unregister();
        return unregistered
                .compose(done -> inFlight == 0 ? Future.succeededFuture() : drain())
                .transform(done -> running.end());
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
        MessageConsumer<Request<Reply>> listening = vertx.eventBus().consumer(BusAddress.SYNC);
        consumer = listening.handler(message -> take(running, message));
        return listening.completion();
    }

    private void take(SyncService running, Message<Request<Reply>> message) {
        inFlight++;
        Future<Outcome<Reply>> outcome = running.commands().handle(message.body());
        // The order of these two is the order in which reply and delivery leave: the actor hears of its own change
        // last.
        CommandBus.answer(message, outcome.map(Outcome::reply));
        outcome.onSuccess(running::follow).onComplete(done -> {
            if (--inFlight == 0 && stopping) {
                drained.tryComplete();
            }
        });
    }

    private void warn(Throwable failure) {
        if (!stopping) {
            LOG.warn("No sign of life: {}", failure.getMessage());
        }
    }

    private Future<Void> drain() {
        return drained.future().timeout(options.drainTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }
}
