package dev.chorus.bus;

import dev.chorus.contract.Command;
import dev.chorus.contract.Reply;
import dev.chorus.contract.Request;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;

/**
 * Asks services to do things. Any instance of the service may take a request. What is in flight from here is bounded,
 * because the event bus itself queues without bound.
 */
public final class CommandBus {
    private final Vertx vertx;
    private final DeliveryOptions options;
    private final int inFlightLimit;
    private int inFlight;

    /**
     * A bus for one event loop.
     *
     * @param vertx whose event bus is used
     * @param timeout after which a request without an answer fails
     * @param inFlightLimit how many requests may wait for their answers; more are refused
     */
    public CommandBus(Vertx vertx, Duration timeout, int inFlightLimit) {
        ContractCodec.register(vertx);
        this.vertx = vertx;
        this.options = new DeliveryOptions().setCodecName(ContractCodec.NAME).setSendTimeout(timeout.toMillis());
        this.inFlightLimit = inFlightLimit;
    }

    /** How many requests wait for their answers. */
    public int inFlight() {
        return inFlight;
    }

    /**
     * Asks a service. The future completes with its answer, or fails with a {@link RequestFailedException}: with the
     * service's own code, or with {@link ErrorCode#UNAVAILABLE} if no instance answers in time or too much is in
     * flight. After {@code UNAVAILABLE} it is unknown whether the command was done; asking again with the same request
     * id is safe.
     *
     * @param address the service, see {@link BusAddress}
     * @param caller on whose behalf
     * @param command what to do
     */
    @SuppressWarnings("unchecked") // A service answers a command with the reply type that the command names.
    public <R extends Reply> Future<R> request(String address, Caller caller, Command<R> command) {
        if (inFlight >= inFlightLimit) {
            return Future.failedFuture(new RequestFailedException(ErrorCode.UNAVAILABLE));
        }
        inFlight++;
        return vertx.eventBus()
                .<Object>request(address, new Request<>(caller, command), options)
                .onComplete(answered -> inFlight--)
                .map(message -> (R) message.body())
                .recover(failure -> Future.failedFuture(asRefusal(failure)));
    }

    /** Answers a request as its command's outcome says. */
    public static <R extends Reply> void answer(Message<Request<R>> message, Future<R> outcome) {
        DeliveryOptions options = new DeliveryOptions().setCodecName(ContractCodec.NAME);
        outcome.onComplete(reply -> message.reply(reply, options), failure -> {
            RequestFailedException refusal = asRefusal(failure);
            message.fail(refusal.code().number(), refusal.getMessage());
        });
    }

    private static RequestFailedException asRefusal(Throwable failure) {
        if (failure instanceof RequestFailedException refusal) {
            return refusal;
        }
        if (failure instanceof ReplyException reply) {
            return reply.failureType() == ReplyFailure.RECIPIENT_FAILURE
                    ? new RequestFailedException(ErrorCode.ofNumber(reply.failureCode()), reply.getMessage())
                    : new RequestFailedException(ErrorCode.UNAVAILABLE);
        }
        return new RequestFailedException(ErrorCode.INTERNAL);
    }
}
