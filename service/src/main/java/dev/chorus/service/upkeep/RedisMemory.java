package dev.chorus.service.upkeep;

import dev.chorus.store.connection.Destination;
import dev.chorus.store.connection.RedisConnections;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How full Redis is, asked of it every few seconds. Where there are several servers it is one of them that answers: of
 * Redis Cluster, whichever the client takes.
 */
public final class RedisMemory {
    private static final long LOOK_MILLIS = 10_000;
    private static final Pattern USED = Pattern.compile("(?m)^used_memory:(\\d+)");
    private static final Pattern MOST = Pattern.compile("(?m)^maxmemory:(\\d+)");

    private final RedisConnections connections;
    private volatile long usedBytes;
    private volatile long mostBytes;

    private RedisMemory(RedisConnections connections) {
        this.connections = connections;
    }

    /** Looks now and from time to time, for the gauges {@code store.memory.used} and {@code store.memory.limit}. */
    public static void watch(Vertx vertx, RedisConnections connections, String service, MeterRegistry meters) {
        RedisMemory memory = new RedisMemory(connections);
        Gauge.builder("store.memory.used", memory, seen -> seen.usedBytes)
                .description("Memory that Redis uses for data")
                .baseUnit("bytes")
                .tag("service", service)
                .register(meters);
        Gauge.builder("store.memory.limit", memory, seen -> seen.mostBytes)
                .description("Memory beyond which Redis refuses writes, 0 where there is no such limit")
                .baseUnit("bytes")
                .tag("service", service)
                .register(meters);
        memory.look();
        vertx.setPeriodic(LOOK_MILLIS, timer -> memory.look());
    }

    private void look() {
        Request question = Request.cmd(Command.INFO).arg("memory");
        connections.send(Destination.of(0, ""), question, false).onSuccess(answer -> {
            String said = answer.toString();
            usedBytes = number(USED, said);
            mostBytes = number(MOST, said);
        });
    }

    private static long number(Pattern pattern, String said) {
        Matcher found = pattern.matcher(said);
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }
}
