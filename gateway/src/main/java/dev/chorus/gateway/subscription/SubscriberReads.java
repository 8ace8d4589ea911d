package dev.chorus.gateway.subscription;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.CommandBus;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.subscription.Changes;
import dev.chorus.contract.subscription.FollowObject;
import dev.chorus.gateway.socket.SocketSession;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * What is read for subscribers, connection by connection: thousands of clients that come back at once would otherwise put all that
 * they follow before the next request of anybody else.
 */
final class SubscriberReads {
    private static final int AT_ONCE = 256;
    private static final int OF_ONE_TURN = 32;
    private static final int WAITING_LIMIT = 200_000;

    private final CommandBus bus;
    private final String gateway;
    private final Turns<SocketSession> turns = new Turns<>(AT_ONCE, OF_ONE_TURN, WAITING_LIMIT);

    /**
     * Reads over a bus.
     *
     * @param gateway the id of the event loop, which is interested in all that it reads
     */
    SubscriberReads(CommandBus bus, String gateway) {
        this.bus = bus;
        this.gateway = gateway;
    }

    /**
     * Registers the interest in a subscription's object and reads what happened after an event. Fails as {@link
     * FollowObject} does, and as unavailable where too many wait or the connection has ended.
     */
    Future<Changes> read(Subscription subscription, @Nullable Long afterEventId) {
        return turns.take(
                subscription.session(),
                () -> subscription.session().isClosed()
                        ? Future.failedFuture(new RequestFailedException(ErrorCode.UNAVAILABLE))
                        : bus.request(
                                BusAddress.SYNC,
                                subscription.caller(),
                                new FollowObject(
                                        subscription.object(), gateway, afterEventId, subscription.isLenient())));
    }

    /** How many wait for their turn. */
    int size() {
        return turns.size();
    }
}
