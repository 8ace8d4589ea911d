package dev.chorus.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.access.RenewGatewayLease;
import dev.chorus.contract.item.PutItem;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.object.ReadObject;
import dev.chorus.gateway.stage.GatewayStage;
import dev.chorus.gateway.stage.Orders;
import dev.chorus.gateway.stage.RawSocket;
import dev.chorus.gateway.stage.ReceivedPacket;
import dev.chorus.gateway.stage.SocketClient;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a gateway leaves. */
class DrainTest {
    @RegisterExtension
    static final GatewayStage STAGE = new GatewayStage();

    @Test
    void everyClientIsToldToComeBackElsewhereAndTheGatewayGivesUpItsLease() {
        SocketClient alice = STAGE.connect("alice");
        SocketClient bob = STAGE.connect("bob");
        alice.subscribe(STAGE.sync().create(ObjectType.MAP, "{}"), 0L);
        SocketClient silent = STAGE.open("/v3/wsconnect");

        Future<Void> stopped = STAGE.stopGateway();

        for (SocketClient client : List.of(alice, bob, silent)) {
            ReceivedPacket close = client.packet("close");
            assertThat(close.status()).isEqualTo(308);
            JsonObject policy = close.json().getJsonObject("backoff_policy");
            assertThat(policy.getInteger("reconnect_min_ms")).isBetween(1, 5_000);
            assertThat(policy.getInteger("reconnect_max_ms")).isPositive();
            client.awaitClosed();
        }
        GatewayStage.await(stopped);
        var leases = STAGE.sync().orders().taken(RenewGatewayLease.class);
        assertThat(((RenewGatewayLease) leases.get(0).command()).leaseMillis()).isPositive();
        assertThat(((RenewGatewayLease) leases.get(leases.size() - 1).command()).leaseMillis())
                .isZero();
        assertThat(STAGE.sessions()).isZero();
    }

    @Test
    void whatAClientHasAskedIsAnsweredBeforeItsSocketCloses() {
        ObjectSid map = STAGE.sync().create(ObjectType.MAP, "{}");
        SocketClient alice = STAGE.connect("alice");
        alice.subscribe(map, 0L);
        Orders.HeldAnswers held = STAGE.sync().orders().holdAnswers(PutItem.class);
        String put = alice.ask("PUT", "/v3/Maps/" + map + "/Items/a", "{\"data\":{}}");
        alice.assertNoEvent();

        Future<Void> stopped = STAGE.stopGateway();
        assertThat(alice.packet("close").status()).isEqualTo(308);
        held.release();

        alice.reply(put).assertHttp(201);
        alice.assertEvent("map_item_added", 1);
        alice.awaitClosed();
        assertThat(alice.unread()).isEmpty();
        GatewayStage.await(stopped);
    }

    @Test
    void whatIsNeverAnsweredKeepsNoGateway() {
        SocketClient alice = STAGE.connect("alice");
        STAGE.sync().orders().holdAnswers(ReadObject.class);
        alice.ask("GET", "/v3/Maps/x", null);

        GatewayStage.await(STAGE.stopGateway());

        alice.awaitClosed();
        assertThat(alice.unread()).hasSize(1).allMatch(packet -> packet.method().equals("close"));
    }

    @Test
    void whileItLeavesItTakesNobodyElse() {
        SocketClient alice = STAGE.connect("alice");
        STAGE.sync().orders().holdAnswers(ReadObject.class);
        alice.ask("GET", "/v3/Maps/x", null);
        Future<Void> stopped = STAGE.stopGateway();
        alice.packet("close");

        try (RawSocket late = new RawSocket(STAGE.port())) {
            late.send(RawSocket.upgrade("/v3/wsconnect"));
            assertThat(late.readHttpHeader()).startsWith("HTTP/1.1 503");
        }
        GatewayStage.await(stopped);
    }
}
