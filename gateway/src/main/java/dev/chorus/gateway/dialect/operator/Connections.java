package dev.chorus.gateway.dialect.operator;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.ContractCodec;
import dev.chorus.contract.session.ConnectionState;
import dev.chorus.contract.session.ConnectionsAsked;
import dev.chorus.contract.session.ConnectionsFound;
import dev.chorus.gateway.socket.SocketEndpoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** The live connections of the cluster: gateways ask each other, and take what comes within a moment. */
public final class Connections {
    /** How many are shown of one event loop, and in all. */
    private static final int MOST = 1_000;

    private static final long PATIENCE_MILLIS = 500;
    private static final DeliveryOptions CONTRACT = new DeliveryOptions().setCodecName(ContractCodec.NAME);

    private final Vertx vertx;

    /** Connections that are asked for over the event bus of this one. */
    public Connections(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Answers others with the connections of an event loop. Completes when the cluster knows. */
    public Future<Void> answerFor(SocketEndpoint sockets) {
        return vertx.eventBus()
                .consumer(BusAddress.GATEWAYS, message -> {
                    if (message.body() instanceof ConnectionsAsked asked) {
                        List<ConnectionState> found = sockets.connections(asked.accountSid(), asked.serviceSid(), MOST);
                        vertx.eventBus().send(asked.replyAddress(), new ConnectionsFound(found), CONTRACT);
                    }
                })
                .completion();
    }

    /** Completes with the connections to a service, the latest first. */
    Future<List<ConnectionState>> find(String account, String service) {
        String address = "chorus.connections." + UUID.randomUUID();
        List<ConnectionState> found = new ArrayList<>();
        MessageConsumer<Object> answers = vertx.eventBus().consumer(address, message -> {
            if (message.body() instanceof ConnectionsFound some && found.size() < MOST) {
                found.addAll(some.connections());
            }
        });
        return answers.completion()
                .compose(known -> {
                    ConnectionsAsked asked = new ConnectionsAsked(account, service, address);
                    vertx.eventBus().publish(BusAddress.GATEWAYS, asked, CONTRACT);
                    return vertx.timer(PATIENCE_MILLIS);
                })
                .eventually(answers::unregister)
                .map(passed -> {
                    found.sort(Comparator.comparingLong(ConnectionState::sinceMillis)
                            .reversed()
                            .thenComparing(ConnectionState::id));
                    return found.size() > MOST ? List.copyOf(found.subList(0, MOST)) : found;
                });
    }
}
