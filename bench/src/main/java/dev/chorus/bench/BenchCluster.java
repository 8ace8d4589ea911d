package dev.chorus.bench;

import dev.chorus.server.Durability;
import dev.chorus.server.redis.EmbeddedRedis;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Chorus processes over a Redis, on this machine. Each process has a number, which its ports follow from. */
final class BenchCluster implements AutoCloseable {
    /** The core that servers have; the load and Redis have the next one. */
    static final int SERVER_CORE = 0;

    private static final int PORT = 18_500;
    private static final int CLUSTER_PORT = 18_530;
    private static final int ADMIN_PORT = 18_560;

    private final ScratchFolder scratch;
    private final EmbeddedRedis redis;
    private final List<ChildProcess> processes = new CopyOnWriteArrayList<>();
    private boolean closed;

    /** Starts the Redis alone. Whatever ends the measurement ends all that it started. */
    BenchCluster() throws IOException {
        scratch = new ScratchFolder();
        redis = EmbeddedRedis.start(scratch.folder("store"), Durability.EVERYSEC);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end-of-cluster"));
    }

    /** Starts the next process, and returns once it serves. */
    ChildProcess add(String roles) throws IOException {
        int number = processes.size();
        ChildProcess process = ChildProcess.start(
                SERVER_CORE,
                "Chorus is ready",
                DevelopmentKeyring.environment(),
                "dev.chorus.server.Main",
                "up",
                "--port",
                Integer.toString(port(number)),
                "--cluster-port",
                Integer.toString(clusterPort(number)),
                "--admin-port",
                Integer.toString(ADMIN_PORT + number),
                "--peers",
                peers(),
                "--roles",
                roles,
                "--data",
                scratch.folder("node-" + number).toString(),
                "--redis",
                redis.uri());
        processes.add(process);
        return process;
    }

    /** Where the clients of a process connect. */
    int port(int number) {
        return PORT + number;
    }

    /** What a process counts. */
    Metrics metrics(int number) {
        return Metrics.of(ADMIN_PORT + number);
    }

    /** The cluster ports of all processes, for one that joins them. */
    String peers() {
        List<String> all = new ArrayList<>();
        for (int number = 0; number <= processes.size(); number++) {
            all.add("127.0.0.1:" + clusterPort(number));
        }
        return String.join(",", all);
    }

    /** The cluster port of the next process. */
    int nextClusterPort() {
        return clusterPort(processes.size());
    }

    String redisUri() {
        return redis.uri();
    }

    ProcessUsage redisUsage() {
        return new ProcessUsage(redis.handle().pid());
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (int number = processes.size() - 1; number >= 0; number--) {
            processes.get(number).close();
        }
        redis.close();
        scratch.close();
    }

    private static int clusterPort(int number) {
        return CLUSTER_PORT + number;
    }
}
