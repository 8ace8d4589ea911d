package dev.chorus.store.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.store.StoreOptions;
import dev.chorus.store.connection.Destination;
import dev.chorus.store.connection.RedisConnections;
import dev.chorus.store.server.RedisServer;
import dev.chorus.store.server.RedisServerExtension;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that takes no writes refuses each script of a module before it begins, so that none is half done. */
@ExtendWith(RedisServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class WholeScripts {
    private final RedisServer redis;
    private final Vertx vertx = Vertx.vertx();
    private RedisConnections connections;

    protected WholeScripts(RedisServer redis) {
        this.redis = redis;
    }

    @BeforeAll
    void begin() throws Exception {
        connections = RedisConnections.create(vertx, redis.options().withLimits(1, 100, StoreOptions.DEFAULT_SILENCE));
        connections.open().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        redis.command("CONFIG SET maxmemory 1");
        redis.command("CONFIG SET min-replicas-to-write 1");
    }

    @AfterAll
    void end() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @MethodSource("writing")
    void aScriptThatWritesIsRefusedBeforeItBegins(String name) throws Exception {
        boolean takenByAFullServer = RedisScript.load(name).source().startsWith("#!lua flags=allow-oom");
        assertThat(answer(name)).startsWith(takenByAFullServer ? "NOREPLICAS" : "OOM");
        assertThat(redis.command("DBSIZE")).startsWith(":0");
    }

    /** Arguments that no script could begin with: whoever begins fails in another way. */
    private String answer(String name) throws Exception {
        return connections
                .send(
                        Destination.of(0, "key"),
                        Request.cmd(Command.EVAL)
                                .arg(RedisScript.load(name).source())
                                .arg(1)
                                .arg("{x}:key"),
                        false)
                .map(answer -> "done")
                .recover(failure -> Future.succeededFuture(String.valueOf(failure.getMessage())))
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    static List<String> writing() throws IOException {
        Path folder = Path.of("src/main/resources/lua");
        try (Stream<Path> found = Files.walk(folder)) {
            return found.map(file -> folder.relativize(file).toString())
                    .filter(file -> file.endsWith(".lua") && !file.startsWith("shared"))
                    .map(file -> file.substring(0, file.length() - ".lua".length()))
                    .filter(name -> !RedisScript.load(name).source().startsWith("#!lua flags=no-writes"))
                    .toList();
        }
    }
}
