package dev.chorus.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Redis of the manifests, started with their command and their configuration, in folders of the test. */
@Timeout(60)
class RedisServerTest {
    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path folder;

    static Stream<Manifests> withRedis() {
        return Stream.of(Manifests.overlay("small"), Manifests.chart(List.of()));
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @MethodSource("withRedis")
    void itWantsItsPasswordKeepsWhatItHasAndEvictsNothing(Manifests manifests) throws Exception {
        try (RunningRedis redis = RunningRedis.start(folder, manifests)) {
            assertThat(answer(redis, "wrong", Request.cmd(Command.PING))).contains("WRONGPASS");
            assertThat(setting(redis, "maxmemory-policy")).contains("noeviction");
            assertThat(setting(redis, "appendonly")).contains("yes");
            assertThat(setting(redis, "appendfsync")).contains("everysec");
            long limit = Quantity.getAmountInBytes(redis.workload()
                            .container()
                            .getResources()
                            .getLimits()
                            .get("memory"))
                    .longValue();
            // What is left is for the copy that a rewrite of the file makes.
            assertThat(Long.parseLong(setting(redis, "maxmemory").replaceAll("\\D", "")))
                    .isBetween(limit / 2, limit * 3 / 4);
            assertThat(redis.commandLine()).contains("redis-server").doesNotContain(redis.password());
            assertThat(Files.getPosixFilePermissions(redis.passwordFile()))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    private String setting(RunningRedis redis, String name) throws Exception {
        return answer(
                redis, redis.password(), Request.cmd(Command.CONFIG).arg("GET").arg(name));
    }

    private String answer(RunningRedis server, String password, Request request) throws Exception {
        Redis redis = Redis.createClient(
                vertx, new RedisOptions().setConnectionString("redis://:" + password + "@127.0.0.1:" + server.port()));
        try {
            return redis.send(request)
                    .map(String::valueOf)
                    .recover(failure -> Future.succeededFuture(String.valueOf(failure.getMessage())))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
        } finally {
            redis.close();
        }
    }
}
