package dev.chorus.bench;

import dev.chorus.contract.frame.Generation;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Many connections that do nothing, on one gateway process: half of them of each generation, with handshakes and tokens
 * of their own. Everything is set against the same process before they came. In the end all of them follow a map, the
 * older ones the list of public channels, and are told of a change of it.
 */
final class IdleScale {
    private static final String PUBLIC_CHANNEL = "{\"type\":\"public\",\"attributes\":\"{}\"}";
    private static final int EACH = 10_000;
    private static final int SPARE_DESCRIPTORS = 300;
    private static final int PROBES_PER_SECOND = 200;
    private static final Duration WARM_UP = Times.ofSeconds(10);
    private static final Duration LOOK = Times.ofSeconds(10);
    private static final int BROADCASTS = 10;

    private final EventLoopGroup group = LoadLoop.start();

    private IdleScale() {}

    public static void main(String[] arguments) throws Exception {
        int wanted = arguments.length > 0 ? Integer.parseInt(arguments[0]) : EACH;
        int room = (ProcessUsage.own().descriptorLimit() - SPARE_DESCRIPTORS) / 2;
        if (room < wanted) {
            System.out.println("Open files are limited to " + ProcessUsage.own().descriptorLimit() + " here: "
                    + 2 * room + " connections instead of " + 2 * wanted + ".\n");
        }
        new IdleScale().run(Math.min(wanted, room));
        System.exit(0);
    }

    private void run(int each) throws Exception {
        try (BenchCluster cluster = new BenchCluster()) {
            ChildProcess services = cluster.add("sync,messaging");
            ChildProcess gateway = cluster.add("gateway");
            int port = cluster.port(1);
            ChorusClient active = ChorusClient.connect(group, port, Tokens.ofToday("active"), (s, d, o, l) -> {})
                    .get(20, TimeUnit.SECONDS);
            String map = active.ask("POST", "/v3/Maps", "{}").path("sid").asText();
            // The list of public channels is there once there is one.
            active.ask("POST", "/Client/v1/Conversations", PUBLIC_CHANNEL);
            Probe probe = new Probe(() -> active.request("GET", "/v3/Maps/" + map, ""));
            probe.run(PROBES_PER_SECOND * 5, WARM_UP);

            Table cost = new Table(
                    "state",
                    "connections",
                    "RSS MB",
                    "heap MB",
                    "descriptors",
                    "threads",
                    "gateway CPU %",
                    "services CPU %",
                    "Redis CPU %",
                    "request p50 ms",
                    "request p99 ms",
                    "p99 ratio");
            Look alone = look(cluster, services, gateway, probe);
            alone.row(cost, "nobody else", 1, alone);

            IdleCrowd third = new IdleCrowd(Generation.THIRD);
            double thirdSeconds = third.connect(group, port, each);
            Look withThird = look(cluster, services, gateway, probe);
            withThird.row(cost, "third generation idle", each, alone);

            IdleCrowd first = new IdleCrowd(Generation.FIRST);
            double firstSeconds = first.connect(group, port, each);
            Look withBoth = look(cluster, services, gateway, probe);
            withBoth.row(cost, "both generations idle", 2 * each, alone);
            String histogram = gateway.usage().histogram();

            double followSeconds = third.follow(map) + first.follow(DevelopmentKeyring.SERVICE + ".public");
            Look following = look(cluster, services, gateway, probe);
            following.row(cost, "all follow a map", 2 * each, alone);

            double[] broadcast = broadcast(active, map, gateway, third, first);
            Table rates = new Table("what", "", "unit");
            rates.add("third generation: bytes of heap for each", (withThird.heap - alone.heap) / each, "B");
            rates.add("third generation: resident bytes for each", (withThird.resident - alone.resident) / each, "B");
            rates.add("first generation: bytes of heap for each", (withBoth.heap - withThird.heap) / each, "B");
            rates.add(
                    "first generation: resident bytes for each", (withBoth.resident - withThird.resident) / each, "B");
            rates.add("subscription: bytes of heap for each", (following.heap - withBoth.heap) / (2 * each), "B");
            rates.add("handshakes, third generation", each / thirdSeconds, "1/s");
            rates.add("handshakes, first generation", each / firstSeconds, "1/s");
            rates.add("subscriptions", 2 * each / followSeconds, "1/s");
            rates.add("idle, each connection", (withBoth.gatewayCpu - alone.gatewayCpu) * 1e6 / (2 * each), "CPU µs/s");
            rates.add("one event to all: until the last has it", broadcast[0], "ms");
            rates.add("one event to all: gateway CPU for each", broadcast[1], "µs");
            rates.add("connections lost meanwhile", (double) third.lost() + first.lost(), "");
            cost.print();
            rates.print();
            System.out.println("What is alive, " + 2 * each + " connections:\n"
                    + histogram.lines().limit(28).reduce("", (all, line) -> all + line + "\n"));

            TreeMap<String, Double> found = new TreeMap<>();
            found.put("residentBytesPerConnection", (withBoth.resident - alone.resident) / (2 * each));
            found.put("heapBytesPerConnection", (withBoth.heap - alone.heap) / (2 * each));
            found.put("heapBytesPerSubscription", (following.heap - withBoth.heap) / (2 * each));
            found.put("gatewayResidentBytes", alone.resident);
            found.put("gatewayHeapBytes", alone.heap);
            found.put("gatewayCpuMicrosPerIdleSecond", (withBoth.gatewayCpu - alone.gatewayCpu) * 1e6 / (2 * each));
            found.put("handshakesPerSecond", 2 * each / (thirdSeconds + firstSeconds));
            found.put("p99RatioBesideIdle", withBoth.p99 / alone.p99);
            Figures.record("idle", found);
            third.close();
            first.close();
        }
    }

    private static double[] broadcast(
            ChorusClient active, String map, ChildProcess gateway, IdleCrowd third, IdleCrowd first) throws Exception {
        double cpuBefore = gateway.cpuSeconds();
        double millis = 0;
        for (int i = 0; i < BROADCASTS; i++) {
            third.forgetTold();
            first.forgetTold();
            long startNanos = System.nanoTime();
            String item = "{\"key\":\"k" + i + "\",\"data\":" + WriteBench.data() + "}";
            active.request("POST", "/v3/Maps/" + map + "/Items", item);
            active.request("POST", "/Client/v1/Conversations", PUBLIC_CHANNEL);
            long until = startNanos + TimeUnit.SECONDS.toNanos(20);
            while (third.told() < third.size() || first.told() < first.size()) {
                if (System.nanoTime() > until) {
                    throw new IllegalStateException("told within 20 s: " + third.told() + " and " + first.told());
                }
                TimeUnit.MILLISECONDS.sleep(1);
            }
            millis += (System.nanoTime() - startNanos) / 1e6;
        }
        double deliveries = (double) BROADCASTS * (third.size() + first.size());
        return new double[] {millis / BROADCASTS, (gateway.cpuSeconds() - cpuBefore) * 1e6 / deliveries};
    }

    /** Waits for what connecting leads to, then looks for a while, first without and then with requests. */
    private static Look look(BenchCluster cluster, ChildProcess services, ChildProcess gateway, Probe probe)
            throws Exception {
        while (cluster.metrics(1).sum("gateway_users_untold", "") > 0) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        double heap = gateway.usage().liveHeapBytes();
        double resident = gateway.usage().residentBytes();
        double[] before = cpu(cluster, services, gateway);
        TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        double[] after = cpu(cluster, services, gateway);
        double seconds = LOOK.toMillis() / 1e3;
        Latencies latencies = probe.run(PROBES_PER_SECOND, LOOK);
        return new Look(
                heap,
                resident,
                gateway.usage().descriptors(),
                gateway.usage().threads(),
                (after[0] - before[0]) / seconds,
                (after[1] - before[1]) / seconds,
                (after[2] - before[2]) / seconds,
                latencies.millis(0.5),
                latencies.millis(0.99));
    }

    private static double[] cpu(BenchCluster cluster, ChildProcess services, ChildProcess gateway) {
        return new double[] {
            gateway.cpuSeconds(), services.cpuSeconds(), cluster.redisUsage().cpuSeconds()
        };
    }

    /** What one state costs: bytes, and CPU as seconds for each second. */
    private record Look(
            double heap,
            double resident,
            long descriptors,
            long threads,
            double gatewayCpu,
            double servicesCpu,
            double redisCpu,
            double p50,
            double p99) {
        void row(Table table, String state, int connections, Look base) {
            table.add(
                    state,
                    connections,
                    resident / 1e6,
                    heap / 1e6,
                    descriptors,
                    threads,
                    gatewayCpu * 100,
                    servicesCpu * 100,
                    redisCpu * 100,
                    p50,
                    p99,
                    p99 / base.p99);
        }
    }
}
