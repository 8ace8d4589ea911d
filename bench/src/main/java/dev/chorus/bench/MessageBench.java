package dev.chorus.bench;

import dev.chorus.server.Durability;
import dev.chorus.server.redis.EmbeddedRedis;
import io.netty.channel.EventLoopGroup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Messages through two gateway processes: into one channel of many members and into many channels of few, at saturation
 * and at half of it; beside a bare Vert.x server that broadcasts the same bytes to as many sockets. All servers share one
 * core; the load and Redis have the other.
 */
final class MessageBench {
    private static final int SERVER_CORE = 0;
    private static final int PORT = 18_480;
    private static final int SECOND_PORT = 18_481;
    private static final int CLUSTER_PORT = 18_482;
    private static final int SECOND_CLUSTER_PORT = 18_483;
    private static final int BARE_PORT = 18_490;
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration ROUND = Duration.ofSeconds(8);

    private final EventLoopGroup group = LoadLoop.start();

    private MessageBench() {}

    public static void main(String[] arguments) throws Exception {
        MessageBench bench = new MessageBench();
        Table table = new Table(
                "channels x members",
                "server",
                "messages/s",
                "deliveries/s",
                "CPU µs/delivery",
                "p50 ms at half",
                "p99 ms at half",
                "rate ratio");
        for (ChannelShape shape : List.of(new ChannelShape(1, 1_000, 16), new ChannelShape(1_000, 10, 64))) {
            bench.compare(shape, table);
        }
        System.out.println("Two gateway processes, one of them with the services; ratios are to the bare server.\n");
        table.print();
        System.exit(0);
    }

    private void compare(ChannelShape shape, Table table) throws Exception {
        MessageAudience audience = new MessageAudience(shape.members());
        LoadResult chorus = chorus(shape, audience);
        LoadResult bare = bare(shape, audience.sample());
        add(table, shape, "bare, shared frame", bare, bare);
        add(table, shape, "Chorus", chorus, bare);
    }

    private static void add(Table table, ChannelShape shape, String server, LoadResult result, LoadResult base) {
        table.add(
                shape.channels() + " x " + shape.members(),
                server,
                result.messagesPerSecond(),
                result.messagesPerSecond() * shape.members(),
                result.cpuMicros(),
                result.p50Millis(),
                result.p99Millis(),
                result.messagesPerSecond() / base.messagesPerSecond());
    }

    private LoadResult chorus(ChannelShape shape, MessageAudience audience) throws Exception {
        Path data = Files.createTempDirectory("chorus-bench");
        try (EmbeddedRedis redis =
                        EmbeddedRedis.start(Files.createDirectory(data.resolve("store")), Durability.EVERYSEC);
                ChildProcess first = node(PORT, CLUSTER_PORT, data.resolve("one"), redis, "gateway,sync,messaging");
                ChildProcess second = node(SECOND_PORT, SECOND_CLUSTER_PORT, data.resolve("two"), redis, "gateway")) {
            ChannelPopulation population = ChannelPopulation.make(group, List.of(PORT, SECOND_PORT), shape, audience);
            ChannelLoad load = new ChannelLoad(
                    audience,
                    shape.inFlight(),
                    (place, number) -> population.send(number % shape.channels(), MessageAudience.body(place)));
            LoadResult result =
                    load.run(WARM_UP, ROUND, shape.members(), () -> first.cpuSeconds() + second.cpuSeconds());
            population.close();
            return result;
        }
    }

    private LoadResult bare(ChannelShape shape, byte[] sample) throws Exception {
        try (ChildProcess server = ChildProcess.start(
                SERVER_CORE,
                "ready",
                DevelopmentKeyring.environment(),
                BareBroadcastServer.class.getName(),
                Integer.toString(BARE_PORT),
                "shared")) {
            MessageAudience audience = new MessageAudience(shape.members());
            List<CompletableFuture<RawWebSocket>> sockets = new ArrayList<>();
            for (int i = 0; i < shape.members(); i++) {
                sockets.add(RawWebSocket.connect(group, BARE_PORT, "/", audience));
            }
            CompletableFuture.allOf(sockets.toArray(new CompletableFuture<?>[0]))
                    .get(20, TimeUnit.SECONDS);
            RawWebSocket publisher = RawWebSocket.connect(group, BARE_PORT, "/publish", (s, d, o, l) -> {})
                    .get(20, TimeUnit.SECONDS);
            BareMessage message = new BareMessage(sample);
            ChannelLoad load = new ChannelLoad(
                    audience, shape.inFlight(), (place, number) -> publisher.send(message.sentNow(place)));
            LoadResult result = load.run(WARM_UP, ROUND, shape.members(), server::cpuSeconds);
            publisher.close();
            return result;
        }
    }

    private static ChildProcess node(int port, int clusterPort, Path data, EmbeddedRedis redis, String roles) {
        return ChildProcess.start(
                SERVER_CORE,
                "Chorus is ready",
                DevelopmentKeyring.environment(),
                "dev.chorus.server.Main",
                "up",
                "--port",
                Integer.toString(port),
                "--cluster-port",
                Integer.toString(clusterPort),
                "--peers",
                "127.0.0.1:" + CLUSTER_PORT,
                "--roles",
                roles,
                "--data",
                data.toString(),
                "--redis",
                redis.uri());
    }
}
