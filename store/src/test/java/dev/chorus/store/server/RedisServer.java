package dev.chorus.store.server;

import dev.chorus.store.StoreOptions;
import io.vertx.redis.client.RedisClientType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A redis-server process of our own on a free loopback port, from the binary that the program ships too. */
public final class RedisServer implements AutoCloseable {
    private static final String VERSION = "7.0.15";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
    private static final int SLOTS = 16384;
    private static @Nullable Path binary;

    private final Path folder;
    private final int port;
    private final List<String> settings;
    private Process process;

    private RedisServer(Path folder, int port, List<String> settings) {
        this.folder = folder;
        this.port = port;
        this.settings = settings;
        this.process = launch();
    }

    /** Starts a server that stands alone. */
    public static RedisServer startStandalone() {
        return start();
    }

    /** Starts a server with settings beyond the usual ones, as its command line takes them. */
    public static RedisServer start(String... settings) {
        try {
            Path folder = Files.createTempDirectory("chorus-redis");
            RedisServer server = new RedisServer(folder, freePort(), List.of(settings));
            server.await("PING", "PONG");
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a replica of this server, and returns when it follows. */
    public RedisServer startReplica() {
        RedisServer replica = start("--replicaof", "127.0.0.1 " + port);
        replica.await("INFO replication", "master_link_status:up");
        return replica;
    }

    /** Starts a Sentinel that watches this server under the name {@code main}. */
    public RedisServer startSentinel(int quorum) {
        try {
            Path folder = Files.createTempDirectory("chorus-sentinel");
            Path file = Files.writeString(
                    folder.resolve("sentinel.conf"),
                    String.join(
                            "\n",
                            "sentinel monitor main 127.0.0.1 " + port + " " + quorum,
                            "sentinel down-after-milliseconds main 1000",
                            "sentinel failover-timeout main 5000",
                            ""));
            RedisServer sentinel = new RedisServer(folder, freePort(), List.of(file.toString(), "--sentinel"));
            sentinel.await("PING", "PONG");
            return sentinel;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a member of a cluster that has no slots yet. */
    public static RedisServer startMember() {
        return start(
                "--cluster-enabled",
                "yes",
                "--cluster-port",
                "" + freePort(),
                "--cluster-node-timeout",
                "2000",
                // However long a busy machine took to see that its primary is gone, a replica may take over.
                "--cluster-replica-validity-factor",
                "0",
                "--cluster-require-full-coverage",
                "no");
    }

    /** Starts a cluster of one server that has all slots. */
    public static RedisServer startCluster() {
        RedisServer server = startMember();
        server.command("CLUSTER ADDSLOTSRANGE 0 " + (SLOTS - 1));
        server.await("CLUSTER INFO", "cluster_state:ok");
        return server;
    }

    /** How a store reaches it. */
    public StoreOptions options() {
        return StoreOptions.of(
                List.of("redis://127.0.0.1:" + port),
                settings.contains("--cluster-enabled") ? RedisClientType.CLUSTER : RedisClientType.STANDALONE,
                null);
    }

    /** The address, for tools that are not a store. */
    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** The process id, for tests that stop and continue it. */
    public long pid() {
        return process.pid();
    }

    /** Ends it as a crash would. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts it again on the same port, with the data that its folder holds. */
    public void restart() {
        process = launch();
        await("PING", "PONG");
    }

    /** Sends one inline command and answers the first lines of what comes back. */
    public String command(String line) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(2000);
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
            byte[] answer = new byte[4096];
            int length = socket.getInputStream().read(answer);
            return new String(answer, 0, Math.max(0, length), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        kill();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port. */
    public int port() {
        return port;
    }

    /** The port of a cluster's bus. */
    public int busPort() {
        return Integer.parseInt(settings.get(settings.indexOf("--cluster-port") + 1));
    }

    /** Whatever is written from here on is lost with the process, as what a disk or a replica never got. */
    public void loseFromHere() {
        command("CONFIG SET appendonly no");
    }

    /** Waits until a command's answer has something in it. */
    public void await(String command, String expected) {
        long deadlineNanos = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!command(command).contains(expected)) {
            if (System.nanoTime() > deadlineNanos || !process.isAlive()) {
                throw new IllegalStateException("redis-server did not answer " + command + " with " + expected);
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private Process launch() {
        List<String> arguments = new ArrayList<>(List.of(binary().toString()));
        if (!settings.contains("--sentinel")) {
            arguments.addAll(List.of("--save", "", "--appendonly", "yes", "--appendfsync", "everysec"));
            arguments.addAll(List.of("--repl-diskless-sync-delay", "0"));
        }
        arguments.addAll(settings);
        arguments.addAll(List.of("--port", "" + port, "--bind", "127.0.0.1", "--dir", folder.toString()));
        try {
            return new ProcessBuilder(arguments)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("redis.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized Path binary() {
        if (binary == null) {
            String system =
                    System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
            String machine = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
            String resource = "/redis-server-" + VERSION + "-" + system + "-" + machine;
            try (InputStream in = RedisServer.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalStateException("redis-server: no " + resource + " in the test class path");
                }
                Path file = Files.createTempFile("redis-server", "");
                Files.write(file, in.readAllBytes());
                file.toFile().setExecutable(true);
                file.toFile().deleteOnExit();
                binary = file;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return binary;
    }
}
