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
    private static final Duration START_TIMEOUT = Duration.ofSeconds(10);
    private static final int SLOTS = 16384;
    private static @Nullable Path binary;

    private final Path folder;
    private final int port;
    private final boolean cluster;
    private Process process;

    private RedisServer(Path folder, int port, boolean cluster) {
        this.folder = folder;
        this.port = port;
        this.cluster = cluster;
        this.process = launch();
    }

    /** Starts a server that stands alone. */
    public static RedisServer startStandalone() {
        return start(false);
    }

    /** Starts a cluster of one server that has all slots. */
    public static RedisServer startCluster() {
        RedisServer server = start(true);
        server.command("CLUSTER ADDSLOTSRANGE 0 " + (SLOTS - 1));
        server.await("CLUSTER INFO", "cluster_state:ok");
        return server;
    }

    private static RedisServer start(boolean cluster) {
        try {
            RedisServer server = new RedisServer(Files.createTempDirectory("chorus-redis"), freePort(), cluster);
            server.await("PING", "PONG");
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a store reaches it. */
    public StoreOptions options() {
        return StoreOptions.of(
                List.of("redis://127.0.0.1:" + port),
                cluster ? RedisClientType.CLUSTER : RedisClientType.STANDALONE,
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

    private void await(String command, String expected) {
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
        List<String> arguments = new ArrayList<>(List.of(
                binary().toString(), "--port", "" + port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "yes"));
        arguments.addAll(List.of("--appendfsync", "everysec", "--dir", folder.toString()));
        if (cluster) {
            arguments.addAll(List.of("--cluster-enabled", "yes", "--cluster-port", "" + freePort()));
        }
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
