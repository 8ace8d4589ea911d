package dev.chorus.bench;

import dev.chorus.server.Durability;
import dev.chorus.server.redis.EmbeddedRedis;
import io.netty.channel.EventLoopGroup;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * Fan-out of one document's updates: through the whole of Chorus, with a gateway of one event loop, beside a bare Vert.x
 * server that broadcasts the same bytes, from one event loop as well. Servers have one core, the load has the other.
 */
final class FanOutBench {
    private static final int SERVER_CORE = 0;
    private static final int CHORUS_PORT = 18_480;
    private static final int BARE_PORT = 18_490;
    private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(6);
    // On one core the compiler takes this long to be done with the delivering path, of either server.
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final int WARM_UP_WRITES = 40_000;
    private static final int WRITES_IN_FLIGHT = 64;
    private static final int ROUNDS = 3;

    private final EventLoopGroup group = LoadLoop.start();
    private byte[] sample = new byte[0];

    private FanOutBench() {}

    public static void main(String[] arguments) throws Exception {
        FanOutBench bench = new FanOutBench();
        Table table = new Table(
                "subscribers, window",
                "server",
                "deliveries/s",
                "CPU µs/delivery",
                "p50 ms",
                "p99 ms",
                "rate ratio",
                "CPU ratio");
        for (int[] shape : shapes(arguments)) {
            bench.compare(shape[0], shape[1], table);
        }
        System.out.println("Ratios are to the bare server that frames once and flushes once per turn; medians of "
                + ROUNDS + " interleaved rounds.\n");
        table.print();
        System.exit(0);
    }

    /** Those that the arguments name, subscribers and window, or the usual ones. */
    private static int[][] shapes(String[] arguments) {
        return arguments.length == 2
                ? new int[][] {{Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1])}}
                : new int[][] {{1_000, 1}, {1_000, 8}, {5_000, 4}};
    }

    private void compare(int size, int window, Table table) throws Exception {
        List<FanOutResult> chorus = new ArrayList<>();
        List<FanOutResult> shared = new ArrayList<>();
        List<FanOutResult> api = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            chorus.add(chorus(size, window));
            shared.add(bare("shared", size, window));
            api.add(bare("api", size, window));
        }
        FanOutResult base = FanOutResult.median(shared);
        add(table, size + ", " + window, "bare, shared frame", base, base);
        add(table, size + ", " + window, "Chorus", FanOutResult.median(chorus), base);
        add(table, size + ", " + window, "bare, per socket", FanOutResult.median(api), base);
    }

    private static void add(Table table, String shape, String server, FanOutResult result, FanOutResult base) {
        table.add(
                shape,
                server,
                result.perSecond(),
                result.cpuMicros(),
                result.p50Millis(),
                result.p99Millis(),
                result.perSecond() / base.perSecond(),
                base.cpuMicros() / result.cpuMicros());
    }

    private FanOutResult chorus(int size, int window) throws Exception {
        try (ScratchFolder scratch = new ScratchFolder();
                EmbeddedRedis redis = EmbeddedRedis.start(scratch.folder("store"), Durability.EVERYSEC);
                ChildProcess server =
                        ChildProcess.startChorus(SERVER_CORE, CHORUS_PORT, scratch.folder("node"), redis.uri())) {
            String token = ChorusClient.token(CHORUS_PORT);
            Audience audience = new Audience(size, window);
            ChorusClient publisher = ChorusClient.connect(group, CHORUS_PORT, token, (s, d, o, l) -> {})
                    .get(20, TimeUnit.SECONDS);
            String sid = publisher
                    .ask("POST", "/v3/Documents", "{\"unique_name\":\"fan-out\"}")
                    .path("sid")
                    .asText();
            warmWritesUp(publisher);
            List<ChorusClient> clients = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                ChorusClient client = ChorusClient.connect(group, CHORUS_PORT, token, audience)
                        .get(20, TimeUnit.SECONDS);
                client.request("POST", "/v4/Subscriptions", ClientPackets.subscription(sid, "document"))
                        .get(20, TimeUnit.SECONDS);
                clients.add(client);
            }
            String path = "/v3/Documents/" + sid;
            FanOutResult result = run(audience, server, place -> publisher.request("POST", path, update(place)));
            sample = audience.sample();
            clients.forEach(ChorusClient::close);
            publisher.close();
            return result;
        }
    }

    /**
     * Writes that nobody is told of. A broadcast to many makes few writes, so that the compiler would still be at their
     * path while the delivering is measured.
     */
    private static void warmWritesUp(ChorusClient publisher) throws Exception {
        String sid = publisher.ask("POST", "/v3/Documents", "{}").path("sid").asText();
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (int i = 0; i < WARM_UP_WRITES; i += WRITES_IN_FLIGHT) {
            for (int j = 0; j < WRITES_IN_FLIGHT; j++) {
                answers.add(publisher.request("POST", "/v3/Documents/" + sid, update(0)));
            }
            CompletableFuture.allOf(answers.toArray(new CompletableFuture<?>[0]))
                    .get(20, TimeUnit.SECONDS);
            answers.clear();
        }
    }

    private FanOutResult bare(String way, int size, int window) throws Exception {
        try (ChildProcess server = ChildProcess.start(
                SERVER_CORE,
                "ready",
                DevelopmentKeyring.environment(),
                BareBroadcastServer.class.getName(),
                Integer.toString(BARE_PORT),
                way)) {
            Audience audience = new Audience(size, window);
            List<RawWebSocket> sockets = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                sockets.add(
                        RawWebSocket.connect(group, BARE_PORT, "/", audience).get(20, TimeUnit.SECONDS));
            }
            RawWebSocket publisher = RawWebSocket.connect(group, BARE_PORT, "/publish", (s, d, o, l) -> {})
                    .get(20, TimeUnit.SECONDS);
            byte[] message = sample.clone();
            int stampAt =
                    new String(message, StandardCharsets.ISO_8859_1).indexOf(Audience.MARK) + Audience.MARK.length();
            FanOutResult result = run(audience, server, place -> {
                byte[] stamped = message.clone();
                byte[] stamp = Audience.stamp(place).getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(stamp, 0, stamped, stampAt, stamp.length);
                publisher.send(stamped);
            });
            sockets.forEach(RawWebSocket::close);
            publisher.close();
            return result;
        }
    }

    /** Keeps the window full, first to warm up, then to measure. */
    private static FanOutResult run(Audience audience, ChildProcess server, IntConsumer publish) {
        for (int place = 0; place < audience.window(); place++) {
            publish.accept(place);
        }
        keepFull(audience, publish, WARM_UP_NANOS);
        audience.latencies().clear();
        double cpuBefore = server.cpuSeconds();
        long startNanos = System.nanoTime();
        int messages = keepFull(audience, publish, ROUND_NANOS);
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        double cpu = server.cpuSeconds() - cpuBefore;
        double deliveries = (double) messages * audience.size();
        return new FanOutResult(
                deliveries / seconds,
                cpu * 1e6 / deliveries,
                audience.latencies().millis(0.5),
                audience.latencies().millis(0.99));
    }

    private static int keepFull(Audience audience, IntConsumer publish, long nanos) {
        long until = System.nanoTime() + nanos;
        int messages = 0;
        while (System.nanoTime() < until) {
            publish.accept(audience.awaitComplete());
            messages++;
        }
        return messages;
    }

    private static String update(int place) {
        return "{\"data\":{\"text\":\"" + "x".repeat(100) + "\"," + Audience.MARK + Audience.stamp(place) + "}}";
    }
}
