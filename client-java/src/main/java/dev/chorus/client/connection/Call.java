package dev.chorus.client.connection;

import dev.chorus.client.ChorusException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;

/** A request on its way to an answer, through as many connections as that takes. */
final class Call<T> {
    /** The server remembers what a request did for two minutes: past that a repetition could act again. */
    private static final Duration REPEATABLE = Duration.ofSeconds(100);

    private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);
    private static final int MOST_ATTEMPTS = 8;

    final String id;
    final CallRequest request;
    private final Function<Answer, Future<T>> receive;
    private final Promise<T> promise = Promise.promise();
    private long sentAtNanos;
    private boolean wasSent;
    private int refusals;

    Call(String id, CallRequest request, Function<Answer, Future<T>> receive) {
        this.id = id;
        this.request = request;
        this.receive = receive;
    }

    Future<T> answer() {
        return promise.future();
    }

    boolean isWrite() {
        return !request.method().equals("GET");
    }

    boolean wasSent() {
        return wasSent;
    }

    void sent() {
        if (!wasSent) {
            wasSent = true;
            sentAtNanos = System.nanoTime();
        }
    }

    /** Whether sending it once more can do nothing twice. */
    boolean isRepeatable() {
        return !wasSent || !isWrite() || System.nanoTime() - sentAtNanos < REPEATABLE.toNanos();
    }

    /** At once: the next packet may be the event that the request caused, and must find its answer taken in. */
    void succeed(Answer answer) {
        try {
            receive.apply(answer).onComplete(promise);
        } catch (RuntimeException e) {
            promise.fail(e);
        }
    }

    void fail(Throwable error) {
        promise.tryFail(error);
    }

    void failUnknown() {
        fail(new ChorusException(
                ChorusException.OUTCOME_UNKNOWN,
                0,
                request.method() + " " + request.path() + " was sent, and the connection lost before an answer came"));
    }

    /** Whether a refusal such as 503 is to be tried again, which needs the same request id and some patience. */
    boolean mayTryAgain(int status) {
        return PASSING.contains(status) && isRepeatable() && ++refusals < MOST_ATTEMPTS;
    }
}
