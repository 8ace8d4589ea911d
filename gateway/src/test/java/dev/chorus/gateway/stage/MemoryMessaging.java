package dev.chorus.gateway.stage;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.CommandBus;
import dev.chorus.bus.ContractCodec;
import dev.chorus.contract.Command;
import dev.chorus.contract.Done;
import dev.chorus.contract.Reply;
import dev.chorus.contract.Request;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.user.ReportPresence;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A messaging service that knows no rule: it answers what a test tells it and keeps what it was asked, so that a dialect
 * can be seen to ask and to answer to the letter.
 */
public final class MemoryMessaging {
    private final Vertx vertx;
    private final Orders orders = new Orders();
    private final Map<Class<?>, Function<Command<?>, Reply>> answers = new ConcurrentHashMap<>();

    public MemoryMessaging(Vertx vertx) {
        this.vertx = vertx;
        ContractCodec.register(vertx);
        answer(ReportPresence.class, report -> Done.DONE);
    }

    public Future<Void> start() {
        return vertx.eventBus()
                .consumer(
                        BusAddress.MESSAGING,
                        (Message<Request<Reply>> message) ->
                                CommandBus.answer(message, take(message.body()).map(reply -> reply)))
                .completion();
    }

    /** What the test has asked to happen to commands. */
    public Orders orders() {
        return orders;
    }

    /** Answers commands of a type from now on. */
    public <R extends Reply, C extends Command<R>> void answer(Class<C> type, Function<C, R> answer) {
        answers.put(type, command -> answer.apply(type.cast(command)));
    }

    /** The only command of a type that was taken. */
    public Request<?> asked(Class<?> type) {
        List<Request<?>> all = orders.taken(type);
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " commands (expected: 1): " + all);
        }
        return all.get(0);
    }

    private Future<? extends Reply> take(Request<?> request) {
        return orders.carryOut(request, () -> {
            Function<Command<?>, Reply> answer = answers.get(request.command().getClass());
            return answer == null
                    ? Future.failedFuture(
                            new RequestFailedException(ErrorCode.INTERNAL, "No answer to " + request.command()))
                    : Future.succeededFuture(answer.apply(request.command()));
        });
    }
}
