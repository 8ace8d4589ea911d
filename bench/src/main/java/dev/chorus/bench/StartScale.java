package dev.chorus.bench;

import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * How long a process takes until it serves, how long the second to the fourth take to join those that run, until a client
 * of the new one is served; and for how long requests are delayed after a process was killed.
 */
final class StartScale {
    private static final int ROUNDS = 3;
    private static final int PROCESSES = 4;
    private static final String ROLES = "gateway,sync,messaging";
    private static final int PROBES_PER_SECOND = 100;

    /** More than any request takes that the killed process has nothing to do with. */
    private static final double DELAYED_MILLIS = 500;

    private static final Duration AFTER_KILL = Duration.ofSeconds(12);

    private final EventLoopGroup group = LoadLoop.start();

    private StartScale() {}

    public static void main(String[] arguments) throws Exception {
        StartScale scale = new StartScale();
        List<double[]> starts = new ArrayList<>();
        List<double[]> served = new ArrayList<>();
        List<double[]> kills = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            double[] start = new double[PROCESSES];
            double[] first = new double[PROCESSES];
            kills.add(scale.round(start, first));
            starts.add(start);
            served.add(first);
        }
        Table table = new Table("process", "until it serves, s", "ratio", "and a client has its first answer, s");
        for (int number = 0; number < PROCESSES; number++) {
            table.add(
                    number == 0 ? "the first" : "number " + (number + 1) + " joins",
                    median(starts, number),
                    median(starts, number) / median(starts, 0),
                    median(starts, number) + median(served, number));
        }
        table.print();
        Table killed = new Table("one of four is killed", "");
        killed.add("requests delayed that were sent up to, s after", median(kills, 0));
        killed.add("the longest delay, s", median(kills, 1));
        killed.add("requests delayed by more than half a second, of all in that time, %", median(kills, 2));
        killed.print();
        TreeMap<String, Double> found = new TreeMap<>();
        found.put("firstStartSeconds", median(starts, 0));
        found.put("joinSeconds", median(starts, PROCESSES - 1));
        found.put("delayedSecondsAfterKill", median(kills, 0));
        Figures.record("start", found);
        System.exit(0);
    }

    private double[] round(double[] starts, double[] served) throws Exception {
        try (BenchCluster cluster = new BenchCluster()) {
            List<ChildProcess> processes = new ArrayList<>();
            for (int number = 0; number < PROCESSES; number++) {
                long startNanos = System.nanoTime();
                processes.add(cluster.add(ROLES));
                long readyNanos = System.nanoTime();
                starts[number] = (readyNanos - startNanos) / 1e9;
                ChorusClient client = client(cluster.port(number));
                client.ask("POST", "/v3/Documents", "{}");
                served[number] = (System.nanoTime() - readyNanos) / 1e9;
                client.close();
            }
            return kill(cluster, processes.get(PROCESSES - 1));
        }
    }

    /** Kills a process while requests go evenly through another, and looks which of them were delayed. */
    private double[] kill(BenchCluster cluster, ChildProcess victim) throws Exception {
        ChorusClient client = client(cluster.port(0));
        String path = "/v3/Documents/"
                + client.ask("POST", "/v3/Documents", "{}").path("sid").asText();
        new Probe(() -> client.request("GET", path, "")).run(PROBES_PER_SECOND, Duration.ofSeconds(5));
        List<Delay> delays = new ArrayList<>();
        long killedNanos = System.nanoTime();
        victim.kill();
        long gapNanos = 1_000_000_000L / PROBES_PER_SECOND;
        long sent = 0;
        while (System.nanoTime() - killedNanos < AFTER_KILL.toNanos()) {
            while (System.nanoTime() < killedNanos + sent * gapNanos) {
                TimeUnit.MICROSECONDS.sleep(200);
            }
            long sentNanos = System.nanoTime();
            sent++;
            client.request("GET", path, "").thenRun(() -> {
                double millis = (System.nanoTime() - sentNanos) / 1e6;
                if (millis > DELAYED_MILLIS) {
                    delays.add(new Delay((sentNanos - killedNanos) / 1e9, millis / 1e3));
                }
            });
        }
        // Everything that is delayed is answered by now: what is lost is asked again after two seconds.
        TimeUnit.SECONDS.sleep(3);
        double upTo = delays.stream().mapToDouble(Delay::sentSeconds).max().orElse(0);
        double longest = delays.stream().mapToDouble(Delay::seconds).max().orElse(0);
        double share = upTo == 0 ? 0 : delays.size() / (upTo * PROBES_PER_SECOND) * 100;
        client.close();
        return new double[] {upTo, longest, share};
    }

    private ChorusClient client(int port) throws Exception {
        return ChorusClient.connect(group, port, Tokens.ofToday("client"), (s, d, o, l) -> {})
                .get(20, TimeUnit.SECONDS);
    }

    private static double median(List<double[]> rounds, int column) {
        double[] values = rounds.stream().mapToDouble(round -> round[column]).toArray();
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private record Delay(double sentSeconds, double seconds) {}
}
