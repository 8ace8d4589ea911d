package dev.chorus.sync;

import static dev.chorus.sync.SyncRig.client;
import static dev.chorus.sync.SyncRig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.ContractCodec;
import dev.chorus.contract.Request;
import dev.chorus.contract.change.LinkBeat;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.object.ObjectState;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.object.ReadObject;
import dev.chorus.store.server.RedisServer;
import dev.chorus.store.server.RedisServerExtension;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServerExtension.class)
class SyncVerticleTest {
    @Test
    void aRequestIsAnsweredOverTheEventBus(RedisServer redis) throws Exception {
        try (SyncRig sync = SyncRig.start(redis)) {
            ObjectState made = sync.create(ObjectType.DOCUMENT, "answered");
            Request<ObjectState> request =
                    new Request<>(client("bob"), new ReadObject(ObjectType.DOCUMENT, "answered"));

            Message<Object> answer = sync.vertx()
                    .eventBus()
                    .request(BusAddress.SYNC, request, new DeliveryOptions().setCodecName(ContractCodec.NAME))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(5, TimeUnit.SECONDS);

            assertThat(answer.body()).isEqualTo(made);
        }
    }

    @Test
    void aStoppedServiceSaysGoodbyeAndTakesNothingMore(RedisServer redis) {
        try (SyncRig sync = SyncRig.start(redis)) {
            List<Object> received = sync.gateway("gateway-1");
            eventually(() -> received.stream().anyMatch(LinkBeat.class::isInstance));

            sync.undeploy();

            eventually(() -> received.get(received.size() - 1) instanceof LinkBeat beat && beat.last());
            assertThat(sync.refusal(client("alice"), new ReadObject(ObjectType.DOCUMENT, "any")))
                    .isEqualTo(ErrorCode.UNAVAILABLE);
        }
    }

    @Test
    void withoutRedisItDoesNotStart() throws Exception {
        Vertx vertx = Vertx.vertx();
        RedisServer gone = RedisServer.startStandalone();
        gone.close();
        SyncOptions options = SyncOptions.defaults(gone.options(), "node-1", new SimpleMeterRegistry());

        assertThat(vertx.deployVerticle(new SyncVerticle(options))
                        .toCompletionStage()
                        .toCompletableFuture())
                .failsWithin(10, TimeUnit.SECONDS)
                .withThrowableOfType(ExecutionException.class);
        vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }
}
