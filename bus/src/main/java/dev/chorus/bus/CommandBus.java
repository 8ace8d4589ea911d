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
import java.util.UUID;

/**
 * Asks services to do things. Any instance of the service may take a request. What is in flight from here is bounded,
 * because the event bus itself queues without bound.
 *
 * <p>An instance that dies takes the requests that it had with it. So each is given a short time, and then asked again of
 * whichever instance is there, under the same request id, which makes sure that it acts once.
 */
public final class CommandBus {
    /** How long one instance may take before another is asked. */
    private static final Duration ATTEMPT = Duration.ofSeconds(2);

    /** How long to wait where no instance is known. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final DeliveryOptions ANSWER = new DeliveryOptions().setCodecName(ContractCodec.NAME);

    private final Vertx vertx;
    private final Duration timeout;
    private final DeliveryOptions options;
    private final int inFlightLimit;
    private final String requestIdPrefix = "bus-" + UUID.randomUUID() + "-";
    private long lastRequestNumber;
    private int inFlight;
    private long timeouts;
    private long repetitions;
    private long refusals;

    /**
     * A bus for one event loop.
     *
     * @param vertx whose event bus is used
     * @param timeout after which a request without an answer fails, whoever was asked
     * @param inFlightLimit how many requests may wait for their answers; more are refused
     */
    public CommandBus(Vertx vertx, Duration timeout, int inFlightLimit) {
        ContractCodec.register(vertx);
        this.vertx = vertx;
        this.timeout = timeout;
        Duration attempt = timeout.compareTo(ATTEMPT) < 0 ? timeout : ATTEMPT;
        this.options = new DeliveryOptions().setCodecName(ContractCodec.NAME).setSendTimeout(attempt.toMillis());
        this.inFlightLimit = inFlightLimit;
    }

    /** What is seen of it, for whoever measures; it may be asked on any thread, and be a moment old. */
    public Usage usage() {
        return new Usage(inFlight, timeouts, repetitions, refusals);
    }

    /**
     * How a bus is used.
     *
     * @param inFlight how many requests wait for their answers
     * @param timeouts how often an instance did not answer in time
     * @param repetitions how often a request was asked again, of the same or another instance
     * @param refusals how many requests failed here, since too much was in flight or nobody answered at all
     */
    public record Usage(int inFlight, long timeouts, long repetitions, long refusals) {}

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
    public <R extends Reply> Future<R> request(String address, Caller caller, Command<R> command) {
        if (inFlight >= inFlightLimit) {
            refusals++;
            return Future.failedFuture(new RequestFailedException(ErrorCode.UNAVAILABLE));
        }
        inFlight++;
        Caller named =
                caller.requestId() != null ? caller : caller.withRequestId(requestIdPrefix + ++lastRequestNumber);
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        return attempt(address, new Request<>(named, command), deadlineNanos).onComplete(answered -> inFlight--);
    }

    @SuppressWarnings("unchecked") // A service answers a command with the reply type that the command names.
    private <R extends Reply> Future<R> attempt(String address, Request<R> request, long deadlineNanos) {
        return vertx.eventBus()
                .<Object>request(address, request, options)
                .map(message -> (R) message.body())
                .recover(failure -> again(failure, address, request, deadlineNanos));
    }

    private <R extends Reply> Future<R> again(
            Throwable failure, String address, Request<R> request, long deadlineNanos) {
        if (!(failure instanceof ReplyException reply) || reply.failureType() == ReplyFailure.RECIPIENT_FAILURE) {
            return Future.failedFuture(asRefusal(failure));
        }
        boolean isTimeout = reply.failureType() == ReplyFailure.TIMEOUT;
        timeouts += isTimeout ? 1 : 0;
        Duration pause = isTimeout ? Duration.ZERO : PAUSE;
        if (System.nanoTime() + pause.toNanos() >= deadlineNanos) {
            refusals++;
            return Future.failedFuture(new RequestFailedException(ErrorCode.UNAVAILABLE));
        }
        repetitions++;
        return pause.isZero()
                ? attempt(address, request, deadlineNanos)
                : vertx.timer(pause.toMillis()).compose(passed -> attempt(address, request, deadlineNanos));
    }

    /** Answers a request as its command's outcome says. */
    public static <R extends Reply> void answer(Message<Request<R>> message, Future<R> outcome) {
        outcome.onComplete(reply -> message.reply(reply, ANSWER), failure -> {
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
