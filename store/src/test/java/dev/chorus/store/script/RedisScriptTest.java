package dev.chorus.store.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chorus.store.connection.RedisConnections;
import dev.chorus.store.server.RedisServer;
import dev.chorus.store.server.RedisServerExtension;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(RedisServerExtension.class)
class RedisScriptTest {
    private static final int LINES = 80;

    @Test
    void anIncludedFileIsPartOfTheSource() {
        RedisScript script = RedisScript.load("object/read_object");

        assertThat(script.source()).contains("local function open_object").doesNotContain("--include");
        assertThat(script.sha1()).matches("[0-9a-f]{40}");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> RedisScript.load("object/none")).hasMessageContaining("object/none.lua");
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyScriptIsShortAndSaysWhatItAnswers(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);

        assertThat(lines).hasSizeLessThanOrEqualTo(LINES);
        if (!file.getParent().endsWith("shared")) {
            assertThat(lines)
                    .anyMatch(line -> line.startsWith("-- Reply: "))
                    .anyMatch(line -> line.startsWith("-- KEYS[1] -- ["));
        }
    }

    @Test
    void aServerThatForgotItsScriptsIsToldThemAgain(RedisServer redis) throws Exception {
        Vertx vertx = Vertx.vertx();
        RedisConnections connections = RedisConnections.create(vertx, redis.options());
        ScriptRunner runner = new ScriptRunner(connections, new SimpleMeterRegistry());
        RedisScript script = RedisScript.load("lease/renew_lease");

        await(connections.open());

        for (int i = 0; i < 2; i++) {
            redis.command("SCRIPT FLUSH");
            ScriptArguments arguments =
                    new ScriptArguments().key("leases").add("node").add(1000);
            ScriptReply reply = await(runner.run(script, 0, arguments));
            assertThat(reply.textsFrom(2)).containsExactly("node");
        }
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> found = Files.walk(Path.of("src/main/resources/lua"))) {
            return found.filter(file -> file.toString().endsWith(".lua")).toList();
        }
    }
}
