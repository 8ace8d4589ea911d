package dev.chorus.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongBiFunction;

/**
 * A gateway with thousands of connections is killed while documents go on changing, and all of its clients come back to
 * the one that is left, with the last events that they know: how long until all are served again, what that costs, what
 * an uninvolved client feels of it, and whether anybody missed anything.
 */
final class StormScale {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CLIENTS = 5_000;
    private static final int DOCUMENTS = 500;
    private static final int DOCUMENTS_EACH = 4;
    private static final int WRITES_PER_SECOND = 50;
    private static final int PROBES_PER_SECOND = 100;
    private static final int PATIENCE_SECONDS = 60;
    private static final Duration CALM = Times.ofSeconds(10);

    private final EventLoopGroup group = LoadLoop.start();
    private final StormClient.Tally tally = new StormClient.Tally();
    private final List<StormClient> clients = new ArrayList<>();
    private final List<String> documents = new ArrayList<>();
    private final Map<String, Long> written = new HashMap<>();
    private int number;

    private StormScale() {}

    public static void main(String[] arguments) throws Exception {
        new StormScale().run(arguments.length > 0 ? Integer.parseInt(arguments[0]) : CLIENTS);
        System.exit(0);
    }

    private void run(int size) throws Exception {
        try (BenchCluster cluster = new BenchCluster()) {
            ChildProcess services = cluster.add("sync,messaging");
            ChildProcess left = cluster.add("gateway");
            ChildProcess killed = cluster.add("gateway");
            ChorusClient active = ChorusClient.connect(
                            group, cluster.port(1), Tokens.ofToday("active"), (s, d, o, l) -> {})
                    .get(20, TimeUnit.SECONDS);
            for (int i = 0; i < DOCUMENTS; i++) {
                String sid =
                        active.ask("POST", "/v3/Documents", "{}").path("sid").asText();
                documents.add(sid);
                written.put(sid, 0L);
            }
            gather(size, cluster.port(2), cluster.port(1));
            ScheduledFuture<?> writing =
                    group.scheduleAtFixedRate(() -> write(active), 0, 1_000 / WRITES_PER_SECOND, TimeUnit.MILLISECONDS);
            Probe probe = new Probe(() -> active.request("GET", "/v3/Documents/" + documents.get(0), ""));
            probe.run(PROBES_PER_SECOND * 5, CALM);
            Cpu calmBefore = Cpu.of(cluster, List.of(left), List.of(services));
            Latencies calm = probe.run(PROBES_PER_SECOND, CALM);
            double calmP99 = calm.millis(0.99);
            Cpu calmCpu = Cpu.of(cluster, List.of(left), List.of(services)).since(calmBefore);
            double residentBefore = left.usage().residentBytes();
            double servicesBefore = services.usage().residentBytes();
            double redisBefore = cluster.redisUsage().residentBytes();

            Cpu before = Cpu.of(cluster, List.of(left), List.of(services));
            long killedNanos = System.nanoTime();
            killed.kill();
            Returns returns = new Returns(size, killedNanos);
            returns.start();
            Latencies storm = probe.run(PROBES_PER_SECOND, CALM);
            double stormP99 = storm.millis(0.99);
            returns.join(PATIENCE_SECONDS * 1_000L);
            Cpu cpu = Cpu.of(cluster, List.of(left), List.of(services)).since(before);
            double calmTimes = (System.nanoTime() - killedNanos) / (double) CALM.toNanos();
            writing.cancel(false);
            long until = System.nanoTime() + CALM.toNanos();
            while (onLoop(this::behind) > 0 && System.nanoTime() < until) {
                TimeUnit.MILLISECONDS.sleep(20);
            }

            Table table = new Table("all come back to one gateway", "", "unit");
            table.add("connections, with " + DOCUMENTS_EACH + " subscriptions each", size, "");
            table.add("half of them are served again after", returns.half, "s");
            table.add("99 % after", returns.most, "s");
            table.add("all after", returns.all, "s");
            table.add("refused and tried again", onLoop(() -> tally.refusals), "");
            table.add("events replayed", onLoop(() -> tally.replayed), "");
            table.add("p99 of another client's requests, to that before", stormP99 / calmP99, "ratio");
            table.add("p99 of another client's requests", stormP99, "ms");
            table.add(
                    "gateway CPU for each that came back",
                    (cpu.gateways() - calmTimes * calmCpu.gateways()) * 1e6 / size,
                    "µs");
            table.add("services CPU for each", (cpu.services() - calmTimes * calmCpu.services()) * 1e6 / size, "µs");
            table.add("Redis CPU for each", (cpu.redis() - calmTimes * calmCpu.redis()) * 1e6 / size, "µs");
            table.add("gateway's peak memory above before", (left.usage().peakBytes() - residentBefore) / 1e6, "MB");
            table.add(
                    "services' peak memory above before", (services.usage().peakBytes() - servicesBefore) / 1e6, "MB");
            table.add("Redis's peak memory above before", (cluster.redisUsage().peakBytes() - redisBefore) / 1e6, "MB");
            table.add("events missing", onLoop(() -> tally.missing + behind()), "");
            table.add("events of acknowledged writes, all clients together", onLoop(this::expected), "");
            table.add("events repeated", onLoop(() -> tally.repeated), "");
            table.print();
            TreeMap<String, Double> found = new TreeMap<>();
            found.put("connections", (double) size);
            found.put("allServedSeconds", returns.all);
            found.put("gatewayMicrosPerReturn", (cpu.gateways() - calmTimes * calmCpu.gateways()) * 1e6 / size);
            found.put("serviceMicrosPerReturn", (cpu.services() - calmTimes * calmCpu.services()) * 1e6 / size);
            found.put("redisMicrosPerReturn", (cpu.redis() - calmTimes * calmCpu.redis()) * 1e6 / size);
            found.put("subscriptionsEach", (double) DOCUMENTS_EACH);
            Figures.record("storm", found);
        }
    }

    /** Connects all clients to the gateway that will be killed. */
    private void gather(int size, int port, int refuge) throws Exception {
        for (int i = 0; i < size; i++) {
            List<String> own = new ArrayList<>();
            for (int d = 0; d < DOCUMENTS_EACH; d++) {
                own.add(documents.get((i * DOCUMENTS_EACH + d) % DOCUMENTS));
            }
            StormClient client = new StormClient(group, Tokens.ofToday("storm-" + i), refuge, own, tally);
            clients.add(client);
            client.connect(port);
            if (i % 100 == 99) {
                awaitServed(i + 1);
            }
        }
        awaitServed(size);
    }

    private void awaitServed(int wanted) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (onLoop(tally.served::size) < wanted) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("not served within " + PATIENCE_SECONDS + " s");
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private void write(ChorusClient writer) {
        String document = documents.get(number++ % DOCUMENTS);
        writer.request("POST", "/v3/Documents/" + document, "{\"data\":{\"n\":" + number + "}}")
                .thenAccept(answer -> written.merge(document, revision(answer), Math::max));
    }

    /** An object's revision is its last event's id, in hexadecimal; 0 where the write was refused. */
    private static long revision(byte[] answer) {
        try {
            return Long.parseLong(JSON.readTree(answer).path("revision").asText("0"), 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many events of acknowledged writes clients have not had. */
    private long behind() {
        return sum((document, last) -> Math.max(0, written.getOrDefault(document, 0L) - last));
    }

    /** How many events there were for all clients together. */
    private long expected() {
        return sum((document, last) -> written.getOrDefault(document, 0L));
    }

    private long sum(ToLongBiFunction<String, Long> each) {
        return clients.stream()
                .flatMap(client -> client.lastEvents().entrySet().stream())
                .mapToLong(last -> each.applyAsLong(last.getKey(), last.getValue()))
                .sum();
    }

    /** What is read of the load's loop is read on it. */
    private <T> T onLoop(Callable<T> question) throws Exception {
        return group.submit(question).get(20, TimeUnit.SECONDS);
    }

    /** Notes when how many are served again. */
    private final class Returns extends Thread {
        private final int size;
        private final long killedNanos;
        private boolean gone;
        private double half;
        private double most;
        private double all;

        Returns(int size, long killedNanos) {
            super("returns");
            setDaemon(true);
            this.size = size;
            this.killedNanos = killedNanos;
        }

        @Override
        public void run() {
            try {
                while (all == 0) {
                    TimeUnit.MILLISECONDS.sleep(5);
                    int served = onLoop(tally.served::size);
                    double seconds = (System.nanoTime() - killedNanos) / 1e9;
                    gone |= served < size / 2;
                    half = half == 0 && gone && served >= size / 2 ? seconds : half;
                    most = most == 0 && gone && served >= size * 0.99 ? seconds : most;
                    all = gone && served == size ? seconds : 0;
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
