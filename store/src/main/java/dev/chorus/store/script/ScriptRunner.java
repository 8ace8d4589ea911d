package dev.chorus.store.script;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.store.connection.RedisConnections;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs scripts by their digests, each in one round trip. It belongs to one event loop. */
public final class ScriptRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ScriptRunner.class);

    private final RedisConnections connections;
    private final MeterRegistry meters;
    private final Map<String, Timer> timers = new HashMap<>();
    private long warnedNanos = System.nanoTime() - TimeUnit.SECONDS.toNanos(2);

    /** A runner that times each script in {@code store.script.duration}. */
    public ScriptRunner(RedisConnections connections, MeterRegistry meters) {
        this.connections = connections;
        this.meters = meters;
    }

    /**
     * Runs a script. Scripts of one partition run in the order in which they were asked for. Fails with
     * {@link ErrorCode#UNAVAILABLE} where Redis cannot take it or did not answer, in which case it may have run, and
     * with {@link ErrorCode#INTERNAL} where the script itself failed.
     *
     * @param script what to run
     * @param partition whose connection it takes
     * @param arguments its keys and arguments
     */
    public Future<ScriptReply> run(RedisScript script, int partition, ScriptArguments arguments) {
        long startedNanos = System.nanoTime();
        return connections
                .send(partition, request(Command.EVALSHA, script.sha1(), arguments))
                .recover(failure -> isUnknownScript(failure)
                        ? connections.send(partition, request(Command.EVAL, script.source(), arguments))
                        : Future.failedFuture(failure))
                .map(ScriptReply::of)
                .recover(failure -> Future.failedFuture(asRefusal(script.name(), failure)))
                .onComplete(done -> timer(script).record(System.nanoTime() - startedNanos, TimeUnit.NANOSECONDS));
    }

    /** Sends a plain command, which fails as a script does. */
    public Future<Response> send(int partition, Request request) {
        return connections
                .send(partition, request)
                .recover(failure ->
                        Future.failedFuture(asRefusal(request.command().toString(), failure)));
    }

    private Timer timer(RedisScript script) {
        return timers.computeIfAbsent(script.name(), name -> meters.timer("store.script.duration", "script", name));
    }

    private static Request request(Command command, String script, ScriptArguments arguments) {
        Request request = Request.cmd(command).arg(script).arg(arguments.keys().size());
        arguments.keys().forEach(request::arg);
        arguments.arguments().forEach(request::arg);
        return request;
    }

    private static boolean isUnknownScript(Throwable failure) {
        String message = failure.getMessage();
        return message != null && message.startsWith("NOSCRIPT");
    }

    private RequestFailedException asRefusal(String what, Throwable failure) {
        if (failure instanceof RequestFailedException refusal) {
            return refusal;
        }
        String message = String.valueOf(failure.getMessage());
        if (message.startsWith("ERR")) {
            LOG.error("{} failed: {}", what, message);
            return new RequestFailedException(ErrorCode.INTERNAL);
        }
        notTaken(what, message);
        return new RequestFailedException(ErrorCode.UNAVAILABLE);
    }

    /** A Redis that is away refuses everything: once a second is often enough to say so. */
    private void notTaken(String what, String message) {
        long nowNanos = System.nanoTime();
        if (nowNanos - warnedNanos > TimeUnit.SECONDS.toNanos(1)) {
            warnedNanos = nowNanos;
            LOG.warn("{} was not taken: {}", what, message);
        }
    }
}
