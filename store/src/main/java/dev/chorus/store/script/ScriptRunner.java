package dev.chorus.store.script;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.store.connection.Destination;
import dev.chorus.store.connection.RedisCondition;
import dev.chorus.store.connection.RedisConnections;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.RequestImpl;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs scripts by their digests, each in one round trip. It belongs to one event loop. */
public final class ScriptRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ScriptRunner.class);

    /** Plain commands that write nothing, so that no replica needs to be waited for. */
    private static final Set<String> READING = Set.of(
            "get",
            "hget",
            "hgetall",
            "hlen",
            "hmget",
            "hvals",
            "sscan",
            "xrange",
            "xrevrange",
            "zcard",
            "zlexcount",
            "zrange");

    private final RedisConnections connections;
    private final MeterRegistry meters;
    private final Map<String, Timer> timers = new HashMap<>();
    private long warnedNanos = System.nanoTime() - TimeUnit.SECONDS.toNanos(2);

    /** A runner that times each script in {@code store.script.duration} and counts refusals in {@code store.refused}. */
    public ScriptRunner(RedisConnections connections, MeterRegistry meters) {
        this.connections = connections;
        this.meters = meters;
        for (RedisCondition condition : RedisCondition.values()) {
            // There from the start, since alerts look at it.
            meters.counter("store.refused", "cause", condition.label());
        }
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
        Destination to = Destination.of(partition, arguments.keys().get(0));
        boolean lasting = script.lasting();
        return ScriptTrace.of(
                        script.name(),
                        () -> connections
                                .send(to, request(Command.EVALSHA, script.sha1(), arguments), lasting)
                                .recover(failure -> isUnknownScript(failure)
                                        ? connections.send(
                                                to, request(Command.EVAL, script.source(), arguments), lasting)
                                        : Future.failedFuture(failure))
                                .map(ScriptReply::of)
                                .recover(failure -> Future.failedFuture(asRefusal(script.name(), failure))))
                .onComplete(done -> timer(script).record(System.nanoTime() - startedNanos, TimeUnit.NANOSECONDS));
    }

    /** Sends a plain command, which fails as a script does. */
    public Future<Response> send(int partition, Request request) {
        // Of all that is known of a request, only the client's own class tells the keys.
        String key = new String(((RequestImpl) request).keys().get(0), StandardCharsets.UTF_8);
        String name = request.command().toString();
        boolean lasting = !READING.contains(name.toLowerCase(Locale.ROOT));
        return ScriptTrace.of(name, () -> connections.send(Destination.of(partition, key), request, lasting))
                .recover(failure -> Future.failedFuture(asRefusal(name, failure)));
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
        RedisCondition condition = RedisCondition.of(failure);
        meters.counter("store.refused", "cause", condition.label()).increment();
        if (condition.code() == ErrorCode.INTERNAL) {
            LOG.error("{} failed: {}", what, failure.getMessage());
        } else {
            notTaken(what, failure.getMessage());
        }
        return new RequestFailedException(condition.code());
    }

    /** A Redis that is away or full refuses everything: once a second is often enough to say so. */
    private void notTaken(String what, @Nullable String message) {
        long nowNanos = System.nanoTime();
        if (nowNanos - warnedNanos > TimeUnit.SECONDS.toNanos(1)) {
            warnedNanos = nowNanos;
            LOG.warn("{} was not taken: {}", what, message);
        }
    }
}
