package dev.chorus.bench;

import dev.chorus.server.Durability;
import dev.chorus.server.redis.EmbeddedRedis;
import io.netty.channel.EventLoopGroup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes through the whole path: a request in a WebSocket packet, the event bus, one script, the answer; beside a bare
 * loop of the same script. Servers have one core; the load and Redis have the other. What is compared is the processor
 * time of all that serves, Redis included, for each write.
 */
final class WriteBench {
    static final int DOCUMENTS = 1_000;
    static final int IN_FLIGHT = 64;
    static final Duration WARM_UP = Duration.ofSeconds(6);
    static final Duration ROUND = Duration.ofSeconds(8);

    private static final int SERVER_CORE = 0;
    private static final int PORT = 18_480;
    private static final int CONNECTIONS = 8;
    private static final int ROUNDS = 3;

    private final EventLoopGroup group = LoadLoop.start();

    private WriteBench() {}

    public static void main(String[] arguments) throws Exception {
        WriteBench bench = new WriteBench();
        List<double[]> whole = new ArrayList<>();
        List<double[]> bare = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            bare.add(bench.bare());
            whole.add(bench.whole());
        }
        double[] base = median(bare);
        double[] chorus = median(whole);
        Table table = new Table("path", "writes/s", "server CPU µs", "Redis CPU µs", "CPU ratio");
        table.add("bare script loop", base[0], base[1], base[2], 1.0);
        table.add("whole path", chorus[0], chorus[1], chorus[2], (base[1] + base[2]) / (chorus[1] + chorus[2]));
        System.out.println("Documents of about 120 bytes, " + IN_FLIGHT + " writes in flight; medians of " + ROUNDS
                + " interleaved rounds. The ratio is writes for the same core time.\n");
        table.print();
        System.exit(0);
    }

    /** The value that is written. */
    static String data() {
        return "{\"text\":\"" + "x".repeat(100) + "\",\"n\":1}";
    }

    private double[] bare() throws Exception {
        Path data = Files.createTempDirectory("chorus-bench");
        try (EmbeddedRedis redis = EmbeddedRedis.start(data, Durability.EVERYSEC);
                ChildProcess loop = ChildProcess.start(
                        SERVER_CORE,
                        "begin",
                        DevelopmentKeyring.environment(),
                        BareScriptLoop.class.getName(),
                        redis.uri())) {
            double server = loop.cpuSeconds();
            double store = new ProcessUsage(redis.handle().pid()).cpuSeconds();
            String[] result = loop.awaitLine("end").split(" ");
            double writes = Double.parseDouble(result[1]);
            return new double[] {
                writes / Double.parseDouble(result[2]),
                (loop.cpuSeconds() - server) * 1e6 / writes,
                (new ProcessUsage(redis.handle().pid()).cpuSeconds() - store) * 1e6 / writes
            };
        }
    }

    private double[] whole() throws Exception {
        Path data = Files.createTempDirectory("chorus-bench");
        try (EmbeddedRedis redis =
                        EmbeddedRedis.start(Files.createDirectory(data.resolve("store")), Durability.EVERYSEC);
                ChildProcess server = ChildProcess.startChorus(SERVER_CORE, PORT, data.resolve("node"), redis.uri())) {
            String token = ChorusClient.token(PORT);
            List<ChorusClient> clients = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                clients.add(ChorusClient.connect(group, PORT, token, (s, d, o, l) -> {})
                        .get(20, TimeUnit.SECONDS));
            }
            List<String> documents = new ArrayList<>();
            for (int i = 0; i < DOCUMENTS; i++) {
                documents.add(clients.get(0)
                        .ask("POST", "/v3/Documents", "{}")
                        .path("sid")
                        .asText());
            }
            AtomicLong done = new AtomicLong();
            for (int i = 0; i < IN_FLIGHT; i++) {
                write(clients.get(i % CONNECTIONS), documents, i, done);
            }
            TimeUnit.MILLISECONDS.sleep(WARM_UP.toMillis());
            double serverBefore = server.cpuSeconds();
            double storeBefore = new ProcessUsage(redis.handle().pid()).cpuSeconds();
            long before = done.get();
            long startNanos = System.nanoTime();
            TimeUnit.MILLISECONDS.sleep(ROUND.toMillis());
            double writes = done.get() - before;
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            double[] result = {
                writes / seconds,
                (server.cpuSeconds() - serverBefore) * 1e6 / writes,
                (new ProcessUsage(redis.handle().pid()).cpuSeconds() - storeBefore) * 1e6 / writes
            };
            clients.forEach(ChorusClient::close);
            return result;
        }
    }

    private static void write(ChorusClient client, List<String> documents, int place, AtomicLong done) {
        client.request("POST", "/v3/Documents/" + documents.get(place), "{\"data\":" + data() + "}")
                .thenAccept(body -> {
                    done.incrementAndGet();
                    write(client, documents, (place + IN_FLIGHT) % documents.size(), done);
                });
    }

    private static double[] median(List<double[]> rounds) {
        double[] middle = new double[rounds.get(0).length];
        for (int i = 0; i < middle.length; i++) {
            int column = i;
            double[] values =
                    rounds.stream().mapToDouble(round -> round[column]).toArray();
            Arrays.sort(values);
            middle[i] = values[values.length / 2];
        }
        return middle;
    }
}
