package dev.chorus.service.command;

import dev.chorus.contract.Command;
import dev.chorus.contract.Reply;
import dev.chorus.contract.Request;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.store.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** One handler for each command that the service takes. */
public final class CommandTable {
    private static final Logger LOG = LoggerFactory.getLogger(CommandTable.class);
    private static final int PRECONDITION_FAILED = 412;

    private final String service;
    private final MeterRegistry meters;
    private Function<Request<?>, Future<Request<?>>> gate = Future::succeededFuture;
    private final Map<Class<?>, Row> rows = new HashMap<>();

    private record Row(CommandHandler<Command<Reply>, Reply> handler, Timer timer) {}

    /**
     * An empty table.
     *
     * @param service the service's name, with which its metrics begin
     * @param meters where its commands are timed
     */
    public CommandTable(String service, MeterRegistry meters) {
        this.service = service;
        this.meters = meters;
    }

    /**
     * Adds a handler.
     *
     * @param command what it answers
     * @param name the command's name in metrics, {@code item.put}
     * @param handler the handler
     */
    @SuppressWarnings("unchecked") // The class that the row is found by is the command's own.
    public <R extends Reply, C extends Command<R>> CommandTable on(
            Class<C> command, String name, CommandHandler<C, R> handler) {
        Timer timer = meters.timer(service + "." + name + ".duration");
        rows.put(command, new Row((CommandHandler<Command<Reply>, Reply>) (CommandHandler<?, ?>) handler, timer));
        return this;
    }

    /**
     * Has every request checked before a handler is asked: it goes on as the check returns it, and a check that fails is
     * the answer.
     */
    public CommandTable behind(Function<Request<?>, Future<Request<?>>> check) {
        gate = check;
        return this;
    }

    /** The commands that have a handler. */
    public Set<Class<?>> commands() {
        return Set.copyOf(rows.keySet());
    }

    /** Handles a request. Always fails with a {@link RequestFailedException}, if it does. */
    @SuppressWarnings("unchecked") // A handler answers with the reply type that its command names.
    public <R extends Reply> Future<Outcome<R>> handle(Request<R> request) {
        Row row = rows.get(request.command().getClass());
        if (row == null) {
            return Future.failedFuture(new RequestFailedException(ErrorCode.BAD_REQUEST));
        }
        long startedNanos = System.nanoTime();
        Future<Outcome<Reply>> outcome;
        try {
            outcome = gate.apply(request)
                    .compose(passed -> row.handler().handle(passed.caller(), (Command<Reply>) passed.command()));
        } catch (RuntimeException e) {
            outcome = Future.failedFuture(e);
        }
        return outcome.recover(failure -> Future.failedFuture(refusal(request, failure)))
                .onComplete(done -> {
                    row.timer().record(System.nanoTime() - startedNanos, TimeUnit.NANOSECONDS);
                    if (LOG.isDebugEnabled()) {
                        note(request, done.cause());
                    }
                })
                .map(answered -> (Outcome<R>) answered);
    }

    private static void note(Request<?> request, @Nullable Throwable refusal) {
        about(LOG.atDebug(), request)
                .log(
                        "{} {}",
                        request.command().getClass().getSimpleName(),
                        refusal instanceof RequestFailedException refused
                                ? "is refused with " + refused.code().number()
                                : "is done");
    }

    private static LoggingEventBuilder about(LoggingEventBuilder line, Request<?> request) {
        return line.addKeyValue("account", request.caller().accountSid())
                .addKeyValue("service", request.caller().serviceSid())
                .addKeyValue("connection", request.caller().connection());
    }

    private RequestFailedException refusal(Request<?> request, Throwable failure) {
        if (failure instanceof RequestFailedException refusal) {
            if (refusal.code().httpStatus() == PRECONDITION_FAILED) {
                meters.counter(service + ".conflicts").increment();
            }
            return refusal;
        }
        about(LOG.atError(), request)
                .setCause(failure)
                .log("{} failed", request.command().getClass().getSimpleName());
        return new RequestFailedException(ErrorCode.INTERNAL);
    }
}
