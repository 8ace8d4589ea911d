package dev.chorus.bus;

import dev.chorus.contract.event.ChannelEvent;
import dev.chorus.contract.event.MemberEvent;
import dev.chorus.contract.event.MessageEvent;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;

/** Tells every verticle of the cluster that listens what happened. */
public final class EventPublisher {
    private static final DeliveryOptions OPTIONS = new DeliveryOptions().setCodecName(ContractCodec.NAME);

    private final Vertx vertx;

    /** A publisher on this event bus. */
    public EventPublisher(Vertx vertx) {
        ContractCodec.register(vertx);
        this.vertx = vertx;
    }

    /** Publishes an event of a channel at one of the {@code CHANNEL_…} addresses of {@link EventAddress}. */
    public void publish(String address, ChannelEvent event) {
        send(address, event);
    }

    /** Publishes an event of a member at one of the {@code MEMBER_…} addresses of {@link EventAddress}. */
    public void publish(String address, MemberEvent event) {
        send(address, event);
    }

    /** Publishes an event of a message at one of the {@code MESSAGE_…} addresses of {@link EventAddress}. */
    public void publish(String address, MessageEvent event) {
        send(address, event);
    }

    private void send(String address, Object event) {
        vertx.eventBus().publish(address, event, OPTIONS);
    }
}
