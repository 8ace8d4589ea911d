package dev.chorus.bench;

import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A gateway that follows a thousand to a hundred thousand documents: what that costs when nothing happens, and what it
 * costs when a service dies and all logs are read again at once. The regular renewal of interest is the same reading,
 * spread over half an hour, which is too long to watch.
 */
final class FollowerScale {
    private static final int[] COUNTS = {1_000, 10_000, 100_000};
    private static final int EACH_CONNECTION = 5_000;
    private static final int IN_FLIGHT = 64;
    private static final int PROBES_PER_SECOND = 200;
    private static final Duration WARM_UP = Times.ofSeconds(10);

    private static final Duration LOOK = Times.ofSeconds(15);

    /** A link counts as lost after four seconds of silence. */
    private static final Duration BEFORE_SUSPICION = Duration.ofMillis(3_500);

    private static final Duration BURST = Times.ofSeconds(20);

    private final EventLoopGroup group = LoadLoop.start();

    private FollowerScale() {}

    public static void main(String[] arguments) throws Exception {
        new FollowerScale().run(arguments.length > 0 ? Integer.parseInt(arguments[0]) : COUNTS[2]);
        System.exit(0);
    }

    private void run(int most) throws Exception {
        Table table = new Table(
                "documents followed",
                "heap B each",
                "Redis B each",
                "follows/s",
                "read again/s",
                "most in a second",
                "gateway CPU %",
                "services CPU %",
                "p50 ms",
                "p99 ms",
                "p99 ratio");
        try (BenchCluster cluster = new BenchCluster()) {
            ChildProcess services = cluster.add("sync,messaging");
            ChildProcess gateway = cluster.add("gateway");
            ChildProcess second = cluster.add("sync");
            try (ObjectFill objects = ObjectFill.over(cluster.redisUri())) {
                objects.upTo(most);
                objects.awaitQuiet();
                ChorusClient active = ChorusClient.connect(
                                group, cluster.port(1), Tokens.ofToday("active"), (s, d, o, l) -> {})
                        .get(20, TimeUnit.SECONDS);
                Probe probe = new Probe(() ->
                        active.request("GET", "/v3/Documents/" + objects.sids().get(0), ""));
                probe.run(PROBES_PER_SECOND * 5, WARM_UP);
                double heapBefore = gateway.usage().liveHeapBytes();
                double redisBefore = objects.redis("memory", "used_memory:");
                double baseP99 = 0;
                List<Subscriber> subscribers = new ArrayList<>();
                int followed = 0;
                TreeMap<String, Double> found = new TreeMap<>();
                for (int count : COUNTS) {
                    if (count > most) {
                        continue;
                    }
                    long startNanos = System.nanoTime();
                    follow(cluster, objects.sids().subList(followed, count), subscribers);
                    double perSecond = (count - followed) / ((System.nanoTime() - startNanos) / 1e9);
                    followed = count;
                    double heap = (gateway.usage().liveHeapBytes() - heapBefore) / count;
                    double redis = (objects.redis("memory", "used_memory:") - redisBefore) / count;
                    Watch watch = new Watch(cluster, List.of(0, 2), gateway, List.of(services, second));
                    Latencies latencies = probe.run(PROBES_PER_SECOND, LOOK);
                    watch.end();
                    baseP99 = baseP99 == 0 ? latencies.millis(0.99) : baseP99;
                    table.add(
                            String.format("%,d", count),
                            heap,
                            redis,
                            perSecond,
                            watch.perSecond(),
                            watch.mostInASecond(),
                            watch.gatewayCpu() * 100,
                            watch.servicesCpu() * 100,
                            latencies.millis(0.5),
                            latencies.millis(0.99),
                            latencies.millis(0.99) / baseP99);
                    found.put("gatewayHeapBytesPerFollowedObject", heap);
                    found.put("redisBytesPerFollowedObject", redis);
                }
                second.kill();
                TimeUnit.MILLISECONDS.sleep(BEFORE_SUSPICION.toMillis());
                Watch watch = new Watch(cluster, List.of(0), gateway, List.of(services));
                Latencies latencies = probe.run(PROBES_PER_SECOND, BURST);
                watch.end();
                table.add(
                        String.format("%,d, all read again at once", followed),
                        "",
                        "",
                        "",
                        watch.perSecond(),
                        watch.mostInASecond(),
                        watch.gatewayCpu() * 100,
                        watch.servicesCpu() * 100,
                        latencies.millis(0.5),
                        latencies.millis(0.99),
                        latencies.millis(0.99) / baseP99);
                found.put("readAgainPerSecond", watch.mostInASecond());
                Figures.record("followers", found);
                subscribers.forEach(Subscriber::close);
            }
        }
        table.print();
    }

    private void follow(BenchCluster cluster, List<String> documents, List<Subscriber> subscribers) throws Exception {
        List<CompletableFuture<byte[]>> all = new ArrayList<>();
        Subscriber subscriber = null;
        for (int i = 0; i < documents.size(); i++) {
            if (i % EACH_CONNECTION == 0) {
                subscriber = Subscriber.connect(group, cluster.port(1));
                subscribers.add(subscriber);
            }
            if (i >= IN_FLIGHT) {
                all.get(i - IN_FLIGHT).get(20, TimeUnit.SECONDS);
            }
            if (subscriber != null) {
                all.add(subscriber.follow(documents.get(i)));
            }
        }
        for (CompletableFuture<byte[]> one : all) {
            one.get(20, TimeUnit.SECONDS);
        }
    }

    /** Looks every second how many follows services have answered. */
    private static final class Watch {
        private static final String FOLLOWS = "sync_subscription_follow_duration_seconds_count";

        private final BenchCluster cluster;
        private final List<Integer> numbers;
        private final ChildProcess gateway;
        private final List<ChildProcess> services;
        private final double first;
        private final Cpu cpuBefore;
        private final long startNanos = System.nanoTime();
        private final Thread thread;
        private volatile boolean ended;
        private double latest;
        private double most;
        private double seconds;
        private Cpu used = new Cpu(0, 0, 0, 0);

        Watch(BenchCluster cluster, List<Integer> numbers, ChildProcess gateway, List<ChildProcess> services) {
            this.cluster = cluster;
            this.numbers = numbers;
            this.gateway = gateway;
            this.services = services;
            first = follows();
            latest = first;
            cpuBefore = Cpu.of(cluster, List.of(gateway), services);
            thread = new Thread(this::look, "watch");
            thread.setDaemon(true);
            thread.start();
        }

        void end() throws InterruptedException {
            ended = true;
            thread.join();
            seconds = (System.nanoTime() - startNanos) / 1e9;
            used = Cpu.of(cluster, List.of(gateway), services).since(cpuBefore);
        }

        double perSecond() {
            return (latest - first) / seconds;
        }

        double mostInASecond() {
            return most;
        }

        double gatewayCpu() {
            return used.gateways() / seconds;
        }

        double servicesCpu() {
            return used.services() / seconds;
        }

        private void look() {
            long lookedNanos = System.nanoTime();
            while (!ended) {
                try {
                    TimeUnit.SECONDS.sleep(1);
                } catch (InterruptedException e) {
                    return;
                }
                double now = follows();
                double passed = (System.nanoTime() - lookedNanos) / 1e9;
                lookedNanos = System.nanoTime();
                most = Math.max(most, (now - latest) / passed);
                latest = now;
            }
        }

        private double follows() {
            return numbers.stream()
                    .mapToDouble(number -> cluster.metrics(number).sum(FOLLOWS, ""))
                    .sum();
        }
    }
}
