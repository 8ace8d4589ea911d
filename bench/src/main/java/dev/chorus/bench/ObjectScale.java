package dev.chorus.bench;

import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A thousand, a hundred thousand and a million documents in one Redis: what a write, an event and a subscription cost,
 * what an object takes of Redis's memory, and what the cluster keeps of them elsewhere. Writes and subscriptions go to
 * documents at random.
 */
final class ObjectScale {
    private static final int[] COUNTS = {1_000, 100_000, 1_000_000};
    private static final String SCRIPT_MEDIAN = "latency_percentiles_usec_evalsha:p50=";
    /** How many documents are written to: the first write of a quiet one makes its log, and costs more. */
    private static final int BUSY = 1_000;

    private static final int CONNECTIONS = 8;
    private static final int IN_FLIGHT = 32;
    private static final int PROBES_PER_SECOND = 500;
    private static final int SUBSCRIPTIONS = 4_000;
    private static final int DOCUMENTS = 10;
    private static final int FOLLOWERS = 50;
    private static final Duration WARM_UP = Times.ofSeconds(30);
    private static final Duration ROUND = Times.ofSeconds(6);

    private final EventLoopGroup group = LoadLoop.start();
    private final BenchCluster cluster = new BenchCluster();
    private final List<ChildProcess> services = List.of(cluster.add("sync,messaging"));
    private final List<ChildProcess> gateways = List.of(cluster.add("gateway"));
    private final ObjectFill objects = ObjectFill.over(cluster.redisUri());
    private final double emptyRedisBytes = objects.redis("memory", "used_memory:");
    private final List<ChorusClient> writers = new ArrayList<>();
    private int number;
    /** How far from each other the documents lie that are written to, in the order in which they were made. */
    private int apart = 1;

    private ObjectScale() throws Exception {}

    public static void main(String[] arguments) throws Exception {
        int most = arguments.length > 0 ? Integer.parseInt(arguments[0]) : COUNTS[COUNTS.length - 1];
        ObjectScale scale = new ObjectScale();
        try {
            scale.run(Arrays.stream(COUNTS).filter(count -> count <= most).toArray());
        } finally {
            scale.objects.close();
            scale.cluster.close();
        }
        System.exit(0);
    }

    private void run(int[] counts) throws Exception {
        for (int i = 0; i < CONNECTIONS; i++) {
            writers.add(ChorusClient.connect(group, cluster.port(1), Tokens.ofToday("writer"), (s, d, o, l) -> {})
                    .get(20, TimeUnit.SECONDS));
        }
        MessageAudience audience = new MessageAudience(FOLLOWERS);
        DocumentFleet fleet = DocumentFleet.make(group, List.of(cluster.port(1)), DOCUMENTS, FOLLOWERS, true, audience);
        ChannelLoad events = new ChannelLoad(audience, DOCUMENTS / 2, fleet::write);
        List<Row> rows = new ArrayList<>();
        for (int count : counts) {
            double filled = objects.upTo(count);
            objects.awaitQuiet();
            System.out.printf("%,d documents, the last of them made at %,.0f each second%n", count, filled);
            if (rows.isEmpty()) {
                ClosedLoop warming = new ClosedLoop(IN_FLIGHT, this::write);
                warming.count(WARM_UP);
                warming.end();
                events.begin(WARM_UP);
                events.end();
            }
            rows.add(measure(count, events));
        }
        print(rows);
        Row last = rows.get(rows.size() - 1);
        TreeMap<String, Double> found = new TreeMap<>();
        found.put("gatewayMicrosPerWrite", last.write.gateways());
        found.put("serviceMicrosPerWrite", last.write.services());
        found.put("redisMicrosPerWrite", last.write.redis());
        found.put("gatewayMicrosPerSubscription", last.subscription.gateways());
        found.put("serviceMicrosPerSubscription", last.subscription.services());
        found.put("redisMicrosPerSubscription", last.subscription.redis());
        found.put("redisBytesPerObject", last.redisBytes);
        found.put("objects", (double) last.count);
        found.put("writeCpuRatioToThousand", total(last.write) / total(rows.get(0).write));
        found.put("scriptRatioToThousand", last.sameScript / rows.get(0).sameScript);
        Figures.record("objects", found);
    }

    private Row measure(int count, ChannelLoad events) throws Exception {
        double redisBytes = (objects.redis("memory", "used_memory:") - emptyRedisBytes) / count;
        apart = 1;
        ClosedLoop warming = new ClosedLoop(IN_FLIGHT, this::write);
        warming.count(Times.ofSeconds(2));
        warming.end();
        double sameScript = scriptMicros();
        apart = count / BUSY;
        ClosedLoop loop = new ClosedLoop(IN_FLIGHT, this::write);
        loop.count(Duration.ofSeconds(4));
        Cpu before = Cpu.of(cluster, gateways, services);
        double writes = loop.count(ROUND);
        Cpu write = Cpu.of(cluster, gateways, services).since(before).microsEach(writes);
        loop.end();
        Latencies latencies = new Probe(this::write).run(PROBES_PER_SECOND, ROUND);
        double apartScript = scriptMicros();
        events.begin(Duration.ofSeconds(2));
        Cpu beforeEvents = Cpu.of(cluster, gateways, services);
        double deliveries = (double) events.saturate(ROUND) * FOLLOWERS;
        Cpu event = Cpu.of(cluster, gateways, services).since(beforeEvents).microsEach(deliveries);
        events.end();
        Cpu subscription = subscribe();
        int registrations = ClusterMetadata.registrations(cluster.nextClusterPort(), cluster.peers());
        return new Row(
                count,
                write,
                latencies.millis(0.5),
                latencies.millis(0.99),
                sameScript,
                apartScript,
                event,
                subscription,
                redisBytes,
                registrations,
                gateways.get(0).usage().liveHeapBytes(),
                services.get(0).usage().liveHeapBytes());
    }

    /**
     * Writes one after another, and how long Redis's script takes for half of them at most, in microseconds. What others
     * do on the same core makes a mean of it.
     */
    private double scriptMicros() throws Exception {
        objects.forgetLatencies();
        ClosedLoop loop = new ClosedLoop(1, this::write);
        loop.count(ROUND);
        double micros = objects.redis("latencystats", SCRIPT_MEDIAN);
        loop.end();
        return micros;
    }

    /** What it costs that others begin to follow documents, each a document of its own. */
    private Cpu subscribe() throws Exception {
        List<Subscriber> subscribers = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            subscribers.add(Subscriber.connect(group, cluster.port(1)));
        }
        List<CompletableFuture<byte[]>> all = new ArrayList<>();
        Cpu before = Cpu.of(cluster, gateways, services);
        for (int i = 0; i < SUBSCRIPTIONS; i++) {
            if (i >= IN_FLIGHT) {
                all.get(i - IN_FLIGHT).get(20, TimeUnit.SECONDS);
            }
            all.add(subscribers.get(i % CONNECTIONS).follow(ofPart(i / CONNECTIONS)));
        }
        for (CompletableFuture<byte[]> one : all) {
            one.get(20, TimeUnit.SECONDS);
        }
        Cpu used = Cpu.of(cluster, gateways, services).since(before).microsEach(SUBSCRIPTIONS);
        subscribers.forEach(Subscriber::close);
        // Interest lingers for ten seconds. It shall not be given up while something else is measured.
        TimeUnit.SECONDS.sleep(12);
        return used;
    }

    private CompletableFuture<byte[]> write() {
        ChorusClient writer = writers.get(Math.floorMod(number++, CONNECTIONS));
        return writer.request("POST", "/v3/Documents/" + anyBusy(), "{\"data\":" + WriteBench.data() + "}");
    }

    /** A document of one of as many parts as each connection has subscriptions, so that it follows none twice. */
    private String ofPart(int part) {
        int size = objects.sids().size() / (SUBSCRIPTIONS / CONNECTIONS);
        return objects.sids().get(part * size + ThreadLocalRandom.current().nextInt(size));
    }

    private String anyBusy() {
        return objects.sids().get(apart * ThreadLocalRandom.current().nextInt(BUSY));
    }

    private static double total(Cpu cpu) {
        return cpu.servers() + cpu.redis();
    }

    private static void print(List<Row> rows) {
        Row base = rows.get(0);
        Table writes = new Table(
                "documents",
                "gateway CPU µs/write",
                "services CPU µs",
                "Redis CPU µs",
                "p50 ms",
                "p99 ms",
                "CPU ratio",
                "script µs, the same documents",
                "ratio",
                "script µs, far apart",
                "ratio");
        Table rest = new Table(
                "documents",
                "CPU µs/event",
                "ratio",
                "CPU µs/subscription",
                "ratio",
                "Redis bytes/document",
                "registrations in Hazelcast",
                "gateway heap MB",
                "services heap MB");
        for (Row row : rows) {
            writes.add(
                    String.format("%,d", row.count),
                    row.write.gateways(),
                    row.write.services(),
                    row.write.redis(),
                    row.p50,
                    row.p99,
                    total(row.write) / total(base.write),
                    row.sameScript,
                    row.sameScript / base.sameScript,
                    row.apartScript,
                    row.apartScript / base.apartScript);
            rest.add(
                    String.format("%,d", row.count),
                    total(row.event),
                    total(row.event) / total(base.event),
                    total(row.subscription),
                    total(row.subscription) / total(base.subscription),
                    row.redisBytes,
                    row.registrations,
                    row.gatewayHeap / 1e6,
                    row.servicesHeap / 1e6);
        }
        writes.print();
        rest.print();
    }

    private record Row(
            int count,
            Cpu write,
            double p50,
            double p99,
            double sameScript,
            double apartScript,
            Cpu event,
            Cpu subscription,
            double redisBytes,
            int registrations,
            double gatewayHeap,
            double servicesHeap) {}
}
