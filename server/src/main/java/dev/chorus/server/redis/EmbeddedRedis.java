package dev.chorus.server.redis;

import dev.chorus.server.ConfigurationException;
import dev.chorus.server.Durability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A redis-server of our own: started on loopback with its data in the data folder, started again if it dies, and
 * stopped last. All of it is blocking and meant for the program's main thread and a watching thread, never an event
 * loop.
 */
public final class EmbeddedRedis implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRedis.class);
    private static final Duration START_TIME = Duration.ofSeconds(60);
    private static final Duration STOP_TIME = Duration.ofSeconds(15);
    private static final long RESTART_PAUSE_MILLIS = 200;
    private static final long LONGEST_RESTART_PAUSE_MILLIS = 5_000;

    private final Path folder;
    private final Path binary;
    private final Durability durability;
    private final String password;
    private final int port;
    private volatile Process process;
    private volatile boolean closing;

    private EmbeddedRedis(Path folder, Path binary, Durability durability, String password, int port) {
        this.folder = folder;
        this.binary = binary;
        this.durability = durability;
        this.password = password;
        this.port = port;
        this.process = launch();
    }

    /**
     * Starts a server, or takes the place of one that an earlier run left behind, and returns when it answers.
     *
     * @param data the data folder, which must be locked by this process
     * @param durability what a write is to survive
     * @throws ConfigurationException if it does not start
     */
    public static EmbeddedRedis start(Path data, Durability durability) {
        try {
            Path folder = Files.createDirectories(data.resolve("redis"));
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            Path binary = RedisBinary.extractTo(folder);
            stopLeftOver(folder, binary);
            RedisSecret secret = RedisSecret.in(folder);
            EmbeddedRedis redis =
                    new EmbeddedRedis(folder, binary, durability, secret.password(), RedisProbe.freePort());
            redis.awaitAnswer();
            Thread watcher = new Thread(redis::watch, "redis-watcher");
            watcher.setDaemon(true);
            watcher.start();
            return redis;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is, with its password: not for logs. */
    public String uri() {
        return "redis://:" + password + "@127.0.0.1:" + port;
    }

    /** The process, for tests that end it. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Stops watching over the server and leaves it to itself, as a Chorus that is killed does. */
    void abandon() {
        closing = true;
    }

    /** Stops the server in order, so that everything that it has is on the disk. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            process.destroy();
        }
        try {
            if (!process.waitFor(STOP_TIME.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Process launch() {
        try {
            Path configuration = folder.resolve("redis.conf");
            Files.writeString(configuration, configuration(), StandardCharsets.UTF_8);
            Files.setPosixFilePermissions(configuration, PosixFilePermissions.fromString("rw-------"));
            Process started = new ProcessBuilder(OwnSession.of(List.of(binary.toString(), configuration.toString())))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("redis.log").toFile())
                    .start();
            Files.writeString(folder.resolve("redis.pid"), Long.toString(started.pid()), StandardCharsets.UTF_8);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String configuration() {
        return String.join(
                "\n",
                "bind 127.0.0.1",
                "port " + port,
                "requirepass " + password,
                "daemonize no",
                "loglevel warning",
                "dir " + quoted(folder.toAbsolutePath()),
                "save \"\"",
                "appendonly " + durability.appendOnly(),
                "appendfsync " + durability.appendFsync(),
                "aof-use-rdb-preamble yes",
                "maxmemory-policy noeviction",
                "lazyfree-lazy-user-del yes",
                // A stream takes this much for its first entry, and most logs are short.
                "stream-node-max-bytes 1024",
                "");
    }

    private static String quoted(Path path) {
        return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private void awaitAnswer() {
        long until = System.nanoTime() + START_TIME.toNanos();
        while (!RedisProbe.answers(port, password)) {
            if (!process.isAlive() || System.nanoTime() > until) {
                process.destroyForcibly();
                throw new ConfigurationException("redis: the embedded server does not start; see "
                        + folder.resolve("redis.log") + " (or use --redis redis://host:port)");
            }
            RedisProbe.pause(10);
        }
    }

    private void watch() {
        long pauseMillis = RESTART_PAUSE_MILLIS;
        while (!closing) {
            long startedNanos = System.nanoTime();
            int status = await(process);
            if (closing) {
                return;
            }
            LOG.error("redis-server ended with status {}; starting it again", status);
            boolean stable =
                    System.nanoTime() - startedNanos > Duration.ofMinutes(1).toNanos();
            pauseMillis = stable ? RESTART_PAUSE_MILLIS : Math.min(pauseMillis * 2, LONGEST_RESTART_PAUSE_MILLIS);
            RedisProbe.pause(pauseMillis);
            synchronized (this) {
                if (!closing) {
                    relaunch();
                }
            }
        }
    }

    /** A disk that is full for a while must not end the watch: the next round tries again. */
    private void relaunch() {
        try {
            process = launch();
        } catch (UncheckedIOException e) {
            LOG.error("redis-server cannot be started again: {}", e.getMessage());
        }
    }

    private static int await(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /** A server whose Chorus was killed goes on and holds the files; it is ended if it is surely that one. */
    private static void stopLeftOver(Path folder, Path binary) throws IOException {
        Path pidFile = folder.resolve("redis.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        String text = Files.readString(pidFile, StandardCharsets.UTF_8).trim();
        Optional<ProcessHandle> left = text.matches("\\d+") ? ProcessHandle.of(Long.parseLong(text)) : Optional.empty();
        String name = binary.toAbsolutePath().toString();
        if (left.isPresent() && left.get().info().command().filter(name::equals).isPresent()) {
            LOG.warn("a redis-server of an earlier run is still there; it is stopped first");
            left.get().destroy();
            long until = System.nanoTime() + STOP_TIME.toNanos();
            while (left.get().isAlive()) {
                if (System.nanoTime() > until) {
                    left.get().destroyForcibly();
                }
                RedisProbe.pause(20);
            }
        }
    }
}
