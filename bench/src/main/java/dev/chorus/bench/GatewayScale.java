package dev.chorus.bench;

import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A cluster that grows from one gateway process to four over one process of services and one Redis, with as many
 * connections, documents and writes for each gateway as before. Once each document's followers are on one gateway, once
 * they are spread over all. All servers share one core, so that the rate cannot grow; what can be seen is the processor
 * time of each delivery, which would stay the same on machines of their own.
 */
final class GatewayScale {
    private static final int[] GATEWAYS = {1, 2, 4};
    private static final int DOCUMENTS_EACH = 5;
    private static final int FOLLOWERS = 100;
    private static final int IN_FLIGHT_EACH = 4;
    private static final int WRITES_EACH = 50;
    private static final Duration WARM_UP = Times.ofSeconds(10);
    private static final Duration ROUND = Times.ofSeconds(6);

    private final EventLoopGroup group = LoadLoop.start();
    private final List<Result> results = new ArrayList<>();

    private GatewayScale() {}

    public static void main(String[] arguments) throws Exception {
        GatewayScale scale = new GatewayScale();
        for (int gateways : GATEWAYS) {
            scale.measure(gateways);
        }
        scale.print();
        scale.record();
        System.exit(0);
    }

    private void measure(int count) throws Exception {
        try (BenchCluster cluster = new BenchCluster()) {
            List<ChildProcess> services = List.of(cluster.add("sync,messaging"));
            List<ChildProcess> gateways = new ArrayList<>();
            List<Integer> ports = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                gateways.add(cluster.add("gateway"));
                ports.add(cluster.port(i + 1));
            }
            results.add(measure(cluster, gateways, services, ports, false));
            if (count > 1) {
                results.add(measure(cluster, gateways, services, ports, true));
            }
        }
    }

    private Result measure(
            BenchCluster cluster,
            List<ChildProcess> gateways,
            List<ChildProcess> services,
            List<Integer> ports,
            boolean spread)
            throws Exception {
        int count = gateways.size();
        MessageAudience audience = new MessageAudience(FOLLOWERS);
        DocumentFleet fleet = DocumentFleet.make(group, ports, DOCUMENTS_EACH * count, FOLLOWERS, spread, audience);
        ChannelLoad load = new ChannelLoad(audience, IN_FLIGHT_EACH * count, fleet::write);
        load.begin(WARM_UP.multipliedBy(count));
        Cpu before = Cpu.of(cluster, gateways, services);
        long startNanos = System.nanoTime();
        double deliveries = (double) load.saturate(ROUND) * FOLLOWERS;
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        Cpu full = Cpu.of(cluster, gateways, services).since(before);
        load.end();

        Cpu beforeRest = Cpu.of(cluster, gateways, services);
        TimeUnit.MILLISECONDS.sleep(ROUND.toMillis());
        Cpu rest = Cpu.of(cluster, gateways, services).since(beforeRest);
        audience.latencies().clear();
        Cpu beforeFixed = Cpu.of(cluster, gateways, services);
        int writes = load.pace(WRITES_EACH * count, ROUND);
        Cpu fixed = Cpu.of(cluster, gateways, services).since(beforeFixed).since(rest);
        fleet.close();
        return new Result(
                count,
                spread,
                fleet.connections(),
                deliveries / seconds,
                full.microsEach(deliveries),
                (full.load() + full.redis()) / seconds,
                fixed.microsEach(writes),
                audience.latencies().millis(0.5),
                audience.latencies().millis(0.99));
    }

    private void print() {
        Result base = results.get(0);
        Table full = new Table(
                "gateways",
                "followers",
                "connections",
                "deliveries/s",
                "load's core busy %",
                "gateways' CPU s/M",
                "services' CPU s/M",
                "rate ratio",
                "gateways' CPU ratio",
                "services' CPU ratio");
        Table fixed = new Table(
                "gateways",
                "followers",
                "deliveries/s",
                "gateways' CPU s/M",
                "services' CPU s/M",
                "p50 ms",
                "p99 ms",
                "gateways' CPU ratio",
                "services' CPU ratio");
        for (Result result : results) {
            full.add(
                    result.gateways,
                    result.placement(),
                    result.connections,
                    result.perSecond,
                    result.loadCore * 100,
                    result.full.gateways(),
                    result.full.services(),
                    result.perSecond / base.perSecond,
                    result.full.gateways() / base.full.gateways(),
                    result.full.services() / base.full.services());
            fixed.add(
                    result.gateways,
                    result.placement(),
                    (double) WRITES_EACH * result.gateways * FOLLOWERS,
                    result.fixed.gateways() / FOLLOWERS,
                    result.fixed.services() / FOLLOWERS,
                    result.p50,
                    result.p99,
                    result.fixed.gateways() / base.fixed.gateways(),
                    result.fixed.services() / base.fixed.services());
        }
        System.out.println("At full load; CPU in seconds for each million deliveries.\n");
        full.print();
        System.out.println("At " + WRITES_EACH + " writes/s for each gateway, less what the processes need at rest.\n");
        fixed.print();
    }

    private void record() throws Exception {
        Result together = results.get(0);
        Result spread = results.get(results.size() - 1);
        TreeMap<String, Double> found = new TreeMap<>();
        found.put("followers", (double) FOLLOWERS);
        found.put("spreadGateways", (double) spread.gateways);
        found.put("togetherGatewayMicrosPerWrite", together.fixed.gateways());
        found.put("togetherServiceMicrosPerWrite", together.fixed.services());
        found.put("spreadGatewayMicrosPerWrite", spread.fixed.gateways());
        found.put("spreadServiceMicrosPerWrite", spread.fixed.services());
        found.put("fullGatewayMicrosPerDelivery", together.full.gateways());
        Figures.record("gateways", found);
    }

    private record Result(
            int gateways,
            boolean spread,
            int connections,
            double perSecond,
            Cpu full,
            double loadCore,
            Cpu fixed,
            double p50,
            double p99) {
        String placement() {
            return gateways == 1 ? "all on it" : spread ? "of each on all" : "of each on one";
        }
    }
}
