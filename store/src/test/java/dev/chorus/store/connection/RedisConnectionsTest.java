package dev.chorus.store.connection;

import static dev.chorus.contract.object.ObjectType.DOCUMENT;
import static dev.chorus.store.server.TestStore.by;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectState;
import dev.chorus.contract.value.Json;
import dev.chorus.store.StoreOptions;
import dev.chorus.store.server.RedisServer;
import dev.chorus.store.server.TestStore;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisConnectionsTest {
    private RedisServer redis;

    @BeforeEach
    void begin() {
        redis = RedisServer.startStandalone();
    }

    @AfterEach
    void end() {
        redis.close();
    }

    @Test
    void connectionsComeBackAfterACrashAndAcknowledgedWritesAreThere() {
        try (TestStore store = TestStore.open(redis)) {
            ObjectSid document = store.create(DOCUMENT);
            store.update(document, "1");

            redis.kill();
            assertThat(store.refusal(s -> s.objects().read(by("bob"), DOCUMENT, document)))
                    .isEqualTo(ErrorCode.UNAVAILABLE);
            redis.restart();

            assertThat(readPatiently(store, document).data()).isEqualTo(Json.of("1"));
            RedisConnections.Usage usage =
                    store.get(s -> Future.succeededFuture(s.connections().usage()));
            assertThat(usage.losses()).isGreaterThanOrEqualTo(usage.connections());
            assertThat(usage.up()).isPositive();
        }
    }

    @Test
    void aServerThatSaysNothingIsGivenUpAndFoundAgain() throws IOException, InterruptedException {
        StoreOptions impatient = redis.options().withLimits(2, 100, Duration.ofMillis(300));
        try (TestStore store = TestStore.open(impatient)) {
            ObjectSid document = store.create(DOCUMENT);

            signal("STOP");
            CompletableFuture<ObjectState> unanswered =
                    store.ask(s -> s.objects().read(by("bob"), DOCUMENT, document));
            assertThatThrownBy(() -> unanswered.get(3, TimeUnit.SECONDS))
                    .hasCause(new RequestFailedException(ErrorCode.UNAVAILABLE));
            signal("CONT");

            assertThat(readPatiently(store, document).sid()).isEqualTo(document);
            Thread.sleep(500);
            assertThat(redis.command("INFO clients").lines().filter(line -> line.startsWith("connected_clients")))
                    .containsExactly("connected_clients:3");
        }
    }

    @Test
    void whatIsInFlightIsBounded() {
        StoreOptions narrow = redis.options().withLimits(1, 2, StoreOptions.DEFAULT_SILENCE);
        try (TestStore store = TestStore.open(narrow)) {
            ObjectSid document = store.create(DOCUMENT);
            List<CompletableFuture<ErrorCode>> asked = new ArrayList<>();

            store.get(s -> {
                for (int i = 0; i < 5; i++) {
                    CompletableFuture<ErrorCode> refused = new CompletableFuture<>();
                    asked.add(refused);
                    s.objects()
                            .read(by("bob"), DOCUMENT, document)
                            .onSuccess(read -> refused.complete(ErrorCode.INTERNAL))
                            .onFailure(failure -> refused.complete(ErrorCode.UNAVAILABLE));
                }
                return Future.succeededFuture(true);
            });

            assertThat(asked.stream().map(CompletableFuture::join).filter(ErrorCode.UNAVAILABLE::equals))
                    .hasSize(3);
        }
    }

    private static ObjectState readPatiently(TestStore store, ObjectSid document) {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (true) {
            CompletableFuture<ObjectState> read = store.ask(s -> s.objects().read(by("bob"), DOCUMENT, document));
            try {
                return read.orTimeout(2, TimeUnit.SECONDS).join();
            } catch (RuntimeException e) {
                if (System.nanoTime() > deadlineNanos) {
                    throw e;
                }
            }
        }
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, "" + redis.pid()).start().waitFor();
    }
}
