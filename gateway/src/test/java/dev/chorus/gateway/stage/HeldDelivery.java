package dev.chorus.gateway.stage;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.ContractCodec;
import dev.chorus.contract.change.Change;
import dev.chorus.contract.change.Delivery;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;

/** A delivery that waits for the test to send it. */
public final class HeldDelivery {
    private final Vertx vertx;
    private final String gateway;
    private final Delivery delivery;
    private final Change change;

    HeldDelivery(Vertx vertx, String gateway, Delivery delivery, Change change) {
        this.vertx = vertx;
        this.gateway = gateway;
        this.delivery = delivery;
        this.change = change;
    }

    /** What it tells. */
    public Change change() {
        return change;
    }

    /** Sends it, once more if it was sent before. */
    public void send() {
        vertx.eventBus()
                .send(BusAddress.ofGateway(gateway), delivery, new DeliveryOptions().setCodecName(ContractCodec.NAME));
    }
}
