package dev.chorus.sync.delivery;

import static dev.chorus.contract.object.ObjectType.DOCUMENT;
import static dev.chorus.sync.SyncRig.client;
import static dev.chorus.sync.SyncRig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.ContractCodec;
import dev.chorus.contract.Request;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.access.RenewGatewayLease;
import dev.chorus.contract.change.Change;
import dev.chorus.contract.change.Delivery;
import dev.chorus.contract.change.LinkBeat;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.UpdateObject;
import dev.chorus.contract.subscription.FollowObject;
import dev.chorus.contract.value.Json;
import dev.chorus.store.key.ObjectKeys;
import dev.chorus.store.server.RedisServer;
import dev.chorus.store.server.RedisServerExtension;
import dev.chorus.sync.SyncRig;
import io.vertx.core.Context;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServerExtension.class)
class GatewayLinksTest {
    private final RedisServer redis;
    private SyncRig sync;

    GatewayLinksTest(RedisServer redis) {
        this.redis = redis;
    }

    @BeforeEach
    void begin() {
        sync = SyncRig.start(redis);
    }

    @AfterEach
    void end() {
        sync.close();
    }

    @Test
    void deliveriesOfALinkAreNumberedWithoutHolesInTheOrderOfEvents() {
        ObjectSid document = sync.create(DOCUMENT, null).sid();
        List<Object> received = follow(document, "gateway-1");

        for (int i = 1; i <= 50; i++) {
            update(document, i);
        }

        eventually(() -> deliveries(received).size() == 50);
        assertThat(deliveries(received))
                .extracting(Delivery::sequence)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 50).boxed().toList());
        assertThat(SyncRig.changes(received))
                .extracting(Change::eventId)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 50).boxed().toList());
    }

    @Test
    void aBeatTellsHowManyDeliveriesWereSent() {
        ObjectSid document = sync.create(DOCUMENT, null).sid();
        List<Object> received = follow(document, "gateway-2");
        update(document, 1);
        update(document, 2);

        eventually(() ->
                received.stream().anyMatch(message -> message instanceof LinkBeat beat && beat.sequence() == 2));
        LinkBeat beat = (LinkBeat) received.get(received.size() - 1);
        assertThat(beat.link()).isEqualTo(deliveries(received).get(0).link());
        assertThat(beat.last()).isFalse();
    }

    @Test
    void theReplyLeavesBeforeTheDelivery() {
        ObjectSid document = sync.create(DOCUMENT, null).sid();
        List<String> order = new CopyOnWriteArrayList<>();
        Context loop = sync.vertx().getOrCreateContext();
        sync.ask(Caller.system(), new RenewGatewayLease("gateway-3", 60_000));
        sync.ask(client("bob"), new FollowObject(document, "gateway-3", null));
        DeliveryOptions codec = new DeliveryOptions().setCodecName(ContractCodec.NAME);

        loop.runOnContext(go -> {
            sync.vertx().eventBus().consumer(BusAddress.ofGateway("gateway-3"), message -> {
                if (message.body() instanceof Delivery) {
                    order.add("delivery");
                }
            });
            for (int i = 0; i < 20; i++) {
                UpdateObject update = new UpdateObject(DOCUMENT, document.value(), Json.of("" + i), null, null);
                sync.vertx()
                        .eventBus()
                        .request(BusAddress.SYNC, new Request<>(client("bob"), update), codec)
                        .onSuccess(reply -> order.add("reply"));
            }
        });

        eventually(() -> order.size() == 40);
        int replies = 0;
        int delivered = 0;
        for (String step : order) {
            replies += step.equals("reply") ? 1 : 0;
            delivered += step.equals("delivery") ? 1 : 0;
            assertThat(delivered).isLessThanOrEqualTo(replies);
        }
    }

    @Test
    void theInterestOfADeadGatewayIsDropped() {
        ObjectSid document = sync.create(DOCUMENT, null).sid();
        follow(document, "gateway-4");
        sync.ask(Caller.system(), new RenewGatewayLease("gateway-4", 0));
        eventually(() -> {
            update(document, 1);
            return redis.command("EXISTS " + ObjectKeys.of(document).interest()).startsWith(":0");
        });

        assertThat(sync.meters().counter("sync.interest.dropped").count()).isEqualTo(1);
    }

    @Test
    void aGatewayThatWasTakenForDeadAndComesBackSeesAGapInTheNumbers() {
        ObjectSid document = sync.create(DOCUMENT, null).sid();
        List<Object> received = follow(document, "gateway-5");
        sync.ask(Caller.system(), new RenewGatewayLease("gateway-5", 0));
        eventually(() -> {
            update(document, 1);
            return redis.command("EXISTS " + ObjectKeys.of(document).interest()).startsWith(":0");
        });

        sync.ask(Caller.system(), new RenewGatewayLease("gateway-5", 60_000));

        eventually(() -> received.stream()
                .anyMatch(message -> message instanceof LinkBeat beat
                        && beat.sequence() > deliveries(received).size()));
    }

    private List<Object> follow(ObjectSid document, String gateway) {
        List<Object> received = sync.gateway(gateway);
        sync.ask(client("bob"), new FollowObject(document, gateway, null));
        return received;
    }

    private void update(ObjectSid document, int value) {
        sync.ask(client("alice"), new UpdateObject(DOCUMENT, document.value(), Json.of("" + value), null, null));
    }

    private static List<Delivery> deliveries(List<Object> received) {
        return received.stream()
                .filter(Delivery.class::isInstance)
                .map(Delivery.class::cast)
                .toList();
    }
}
