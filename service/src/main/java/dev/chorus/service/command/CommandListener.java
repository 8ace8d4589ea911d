package dev.chorus.service.command;

import dev.chorus.bus.CommandBus;
import dev.chorus.contract.Reply;
import dev.chorus.contract.Request;
import dev.chorus.store.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes commands at a service's address, has the table answer them, and ends without losing those in flight. */
public final class CommandListener {
    private final Vertx vertx;
    private final String address;
    private final CommandTable table;
    private final Consumer<Outcome<?>> aftermath;
    private final Promise<Void> drained = Promise.promise();
    private @Nullable MessageConsumer<Request<Reply>> consumer;
    private int inFlight;
    private boolean stopping;

    /**
     * A listener that takes nothing yet.
     *
     * @param address where commands come
     * @param table what answers them
     * @param aftermath what follows from an outcome, once its answer is out
     */
    public CommandListener(Vertx vertx, String address, CommandTable table, Consumer<Outcome<?>> aftermath) {
        this.vertx = vertx;
        this.address = address;
        this.table = table;
        this.aftermath = aftermath;
    }

    /** Takes commands from now on; completes when the whole cluster knows. */
    public Future<Void> listen() {
        MessageConsumer<Request<Reply>> listening = vertx.eventBus().consumer(address);
        consumer = listening.handler(this::take);
        return listening.completion();
    }

    /** Takes no more commands, and completes when those in flight are answered or the time for that is over. */
    public Future<Void> end(Duration timeout) {
        stopping = true;
        Future<Void> unregistered = consumer == null ? Future.succeededFuture() : consumer.unregister();
        return unregistered.compose(done -> inFlight == 0
                ? Future.succeededFuture()
                : drained.future().timeout(timeout.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** How many commands are being answered. */
    public int inFlight() {
        return inFlight;
    }

    private void take(Message<Request<Reply>> message) {
        inFlight++;
        Future<Outcome<Reply>> outcome = table.handle(message.body());
        // The order of these two is the order in which reply and delivery leave: the actor hears of its own change
        // last.
        CommandBus.answer(message, outcome.map(Outcome::reply));
        outcome.<Outcome<?>>map(made -> made).onSuccess(aftermath::accept).onComplete(done -> {
            if (--inFlight == 0 && stopping) {
                drained.tryComplete();
            }
        });
    }
}
