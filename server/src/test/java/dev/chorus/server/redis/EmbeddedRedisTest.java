package dev.chorus.server.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.server.Durability;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRedisTest {
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    private Path data;

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Test
    void itAnswersOnceItIsStarted() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start(data, Durability.EVERYSEC)) {
            assertThat(send(redis.uri(), Request.cmd(Command.PING)).toString()).isEqualTo("PONG");
        }
    }

    @Test
    void nobodyWithoutThePasswordGetsIn() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start(data, Durability.EVERYSEC)) {
            String withoutPassword = redis.uri().replaceFirst("//.*@", "//");

            assertThat(Redis.createClient(VERTX, withoutPassword)
                            .send(Request.cmd(Command.GET).arg("key"))
                            .toCompletionStage()
                            .toCompletableFuture())
                    .failsWithin(10, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .withMessageContaining("NOAUTH");
        }
    }

    @Test
    void whatWasWrittenIsThereAfterARestart() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start(data, Durability.EVERYSEC)) {
            send(redis.uri(), Request.cmd(Command.SET).arg("key").arg("value"));
        }

        try (EmbeddedRedis redis = EmbeddedRedis.start(data, Durability.EVERYSEC)) {
            assertThat(send(redis.uri(), Request.cmd(Command.GET).arg("key")).toString())
                    .isEqualTo("value");
        }
    }

    @Test
    void aServerThatDiesIsStartedAgainWithItsData() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start(data, Durability.FSYNC)) {
            send(redis.uri(), Request.cmd(Command.SET).arg("key").arg("value"));
            ProcessHandle killed = redis.handle();

            killed.destroyForcibly();
            killed.onExit().get(10, TimeUnit.SECONDS);

            assertThat(sendUntilAnswered(redis.uri(), Request.cmd(Command.GET).arg("key"))
                            .toString())
                    .isEqualTo("value");
            assertThat(redis.handle().pid()).isNotEqualTo(killed.pid());
        }
    }

    @Test
    void aServerThatAnEarlierRunLeftBehindIsStoppedFirst() throws Exception {
        EmbeddedRedis left = EmbeddedRedis.start(data, Durability.EVERYSEC);
        send(left.uri(), Request.cmd(Command.SET).arg("key").arg("value"));
        ProcessHandle leftProcess = left.handle();
        left.abandon();

        try (EmbeddedRedis redis = EmbeddedRedis.start(data, Durability.EVERYSEC)) {
            assertThat(leftProcess.isAlive()).isFalse();
            assertThat(send(redis.uri(), Request.cmd(Command.GET).arg("key")).toString())
                    .isEqualTo("value");
        }
    }

    @Test
    void closingItEndsItsProcess() {
        EmbeddedRedis redis = EmbeddedRedis.start(data, Durability.EVERYSEC);
        ProcessHandle process = redis.handle();

        redis.close();

        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void itsFilesAreItsOwnersAlone() throws IOException {
        EmbeddedRedis.start(data, Durability.EVERYSEC).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("redis"))))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("redis/password"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("redis/redis.conf"))))
                .isEqualTo("rw-------");
    }

    private static Response send(String uri, Request request) throws Exception {
        Redis client = Redis.createClient(VERTX, uri);
        try {
            return client.send(request)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        } finally {
            client.close();
        }
    }

    private static Response sendUntilAnswered(String uri, Request request) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try {
                return send(uri, request);
            } catch (java.util.concurrent.ExecutionException notYet) {
                if (System.nanoTime() > until) {
                    throw notYet;
                }
            }
        }
    }
}
