package dev.chorus.gateway.subscription;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.CommandBus;
import dev.chorus.contract.Command;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.change.Change;
import dev.chorus.contract.change.ChangeKind;
import dev.chorus.contract.change.Delivery;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.subscription.Changes;
import dev.chorus.contract.subscription.DropInterest;
import dev.chorus.contract.subscription.FollowObject;
import dev.chorus.contract.subscription.ReadChanges;
import dev.chorus.gateway.latency.EventLatency;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where changes become events. One hub serves the sockets of one event loop and everything in it happens on that loop.
 *
 * <p>Deliveries from the services pass through each object's {@link ChangeSequence}, so that subscribers see every
 * change once and in order whatever the event bus does; gaps are read from the object's log. An object is followed as
 * long as it has subscribers, and a little longer, because clients that lose their connection come back.
 */
public final class SubscriptionHub {
    /** How long an object stays followed after its last subscriber left. */
    private static final long LINGER_MILLIS = 10_000;

    /** How long a gap may close by itself, since deliveries overtake each other, before the log is read. */
    private static final long REORDER_MILLIS = 25;

    static final long RETRY_MILLIS = 500;

    /** How many rounds of replay one request gets; a client that is further behind asks again. */
    private static final int REPLAY_ROUNDS = 10;

    private final Vertx vertx;
    private final CommandBus bus;
    private final Clock clock;
    private final String gateway;
    private final HubMetrics metrics;
    private final SubscriberReads reads;
    private final ReadingRights rights;
    private final Map<ObjectSid, FollowedObject> followed = new HashMap<>();

    /**
     * A hub without subscriptions.
     *
     * @param vertx the loop that everything happens on is that of the current context
     * @param bus how the services are asked
     * @param clock the time
     * @param gateway this hub's own id: the address to which services send deliveries
     * @param metrics what is counted
     */
    public SubscriptionHub(Vertx vertx, CommandBus bus, Clock clock, String gateway, HubMetrics metrics) {
        this.vertx = vertx;
        this.bus = bus;
        this.clock = clock;
        this.gateway = gateway;
        this.metrics = metrics;
        this.reads = new SubscriberReads(bus, gateway);
        this.rights = new ReadingRights(vertx, reads, metrics, this::fail, this::end);
    }

    /** The objects that are followed, in no order. */
    public List<ObjectSid> objects() {
        return new ArrayList<>(followed.keySet());
    }

    /** How many objects are followed. */
    public int followedObjects() {
        return followed.size();
    }

    /** How many reads for subscribers wait for their turn. */
    public int waitingReads() {
        return reads.size();
    }

    /** How long changes take. */
    public EventLatency latency() {
        return metrics.latency();
    }

    /** Whether an object has subscribers here, or had until a moment ago. */
    public boolean follows(ObjectSid object) {
        return followed.containsKey(object);
    }

    /**
     * Opens a subscription: registers the interest, tells what happened after an event, and then everything as it
     * comes. How that went is told to the connection in the dialect's own words.
     */
    public void open(Subscription subscription, @Nullable Long afterEventId) {
        if (subscription.isEnded()) {
            return;
        }
        FollowedObject object = followed.get(subscription.object());
        if (object != null && object.dropping != null) {
            object.dropping.onComplete(dropped -> open(subscription, afterEventId));
            return;
        }
        object = follow(subscription);
        subscription.startAt(afterEventId == null ? 0 : afterEventId);
        replay(object, subscription, afterEventId, 1);
    }

    /**
     * Reads an object for a subscription, and holds the subscription until the reader lets it go on: registers the
     * interest and reads what happened after an event, in one step. Fails as {@link FollowObject} does, and ends the
     * subscription then.
     */
    public Future<Changes> read(Subscription subscription, @Nullable Long afterEventId) {
        FollowedObject before = followed.get(subscription.object());
        if (before != null && before.dropping != null) {
            return before.dropping.transform(dropped -> read(subscription, afterEventId));
        }
        FollowedObject object = follow(subscription);
        subscription.hold();
        long known = object.accessNumber;
        return reads.read(subscription, afterEventId)
                .onSuccess(changes -> {
                    rights.had(object, subscription, known, changes.accessNumber());
                    if (changes.complete()) {
                        position(object, changes.upToEventId());
                    }
                })
                .onFailure(failure -> end(subscription));
    }

    /** Ends a subscription without a word to the connection. */
    public void close(Subscription subscription) {
        subscription.end();
        FollowedObject object = followed.get(subscription.object());
        if (object != null && subscription.slot >= 0) {
            metrics.unsubscribed();
            object.subscribers().remove(subscription);
            if (object.subscribers().size() == 0) {
                object.idleSinceMillis = clock.millis();
            }
        }
    }

    /** Takes a change from a service. */
    public void deliver(Delivery delivery) {
        FollowedObject object = followed.get(delivery.object());
        if (object == null || object.dropping != null) {
            metrics.strayDelivery();
            return;
        }
        Change change = Change.decode(delivery.change());
        metrics.delivered();
        if (change.kind() == ChangeKind.ACCESS_CHANGED) {
            rights.changed(object, change);
            return;
        }
        rights.changedUnheard(object, change.accessNumber(), null);
        if (!change.kind().isLogged()) {
            object.tell(change);
        } else {
            object.offer(change);
            afterProgress(object);
        }
    }

    /**
     * Reads what an object's log has beyond the last change that was passed on, and renews the interest with it. Used
     * where deliveries may have been lost, and regularly.
     */
    public Future<?> renew(ObjectSid sid) {
        FollowedObject object = followed.get(sid);
        if (object == null
                || object.dropping != null
                || object.removed
                || !object.sequence().isPositioned()) {
            return Future.succeededFuture();
        }
        long after = object.sequence().lastEventId();
        return readOn(object, lenient -> new FollowObject(sid, gateway, after, lenient))
                .onSuccess(changes -> {
                    if (!changes.changes().isEmpty()) {
                        metrics.gapHealed();
                    }
                    takeFromLog(object, changes);
                })
                .onFailure(failure -> giveUpIfFinal(object, failure));
    }

    /** Gives up the interest in objects that have had no subscriber for a while. */
    public void dropIdle() {
        long before = clock.millis() - LINGER_MILLIS;
        Map<Caller, List<FollowedObject>> idle = new HashMap<>();
        for (FollowedObject object : followed.values()) {
            if (object.idleSinceMillis != 0 && object.idleSinceMillis <= before && object.dropping == null) {
                idle.computeIfAbsent(object.system(), system -> new ArrayList<>())
                        .add(object);
            }
        }
        idle.forEach(this::drop);
    }

    private FollowedObject follow(Subscription subscription) {
        FollowedObject object = followed.get(subscription.object());
        if (object == null) {
            Caller caller = subscription.caller();
            object = new FollowedObject(
                    subscription.object(), Caller.backEnd(caller.accountSid(), caller.serviceSid()), metrics);
            followed.put(subscription.object(), object);
        }
        object.idleSinceMillis = 0;
        if (subscription.slot < 0) {
            object.subscribers().add(subscription);
            metrics.subscribed();
        }
        return object;
    }

    private void drop(Caller system, List<FollowedObject> objects) {
        List<ObjectSid> sids = objects.stream().map(FollowedObject::sid).toList();
        Future<?> dropped = bus.request(BusAddress.SYNC, system, new DropInterest(sids, gateway));
        objects.forEach(object -> object.dropping = dropped);
        // Removal is registered first: whoever waits for the future finds the object gone.
        dropped.onComplete(done -> sids.forEach(followed::remove));
    }

    private void replay(FollowedObject object, Subscription subscription, @Nullable Long after, int round) {
        long known = object.accessNumber;
        reads.read(subscription, after)
                .onSuccess(changes -> {
                    if (subscription.isEnded()) {
                        return;
                    }
                    rights.had(object, subscription, known, changes.accessNumber());
                    metrics.replayed(changes.changes().size());
                    changes.changes().forEach(subscription::replay);
                    if (changes.complete()) {
                        subscription.establish(changes.upToEventId());
                        position(object, changes.upToEventId());
                    } else if (round < REPLAY_ROUNDS && !subscription.session().isCongested()) {
                        replay(object, subscription, changes.upToEventId(), round + 1);
                    } else if (subscription.interrupt()) {
                        end(subscription);
                    }
                })
                .onFailure(failure -> {
                    RequestFailedException refusal = asRefusal(failure);
                    if (refusal.code().retryable()) {
                        vertx.setTimer(RETRY_MILLIS, timer -> replayUnlessEnded(object, subscription, after, round));
                    } else {
                        fail(subscription, refusal);
                    }
                });
    }

    private void replayUnlessEnded(FollowedObject object, Subscription subscription, @Nullable Long after, int round) {
        if (!subscription.isEnded()) {
            replay(object, subscription, after, round);
        }
    }

    /** Tells the object's sequence where its log stands, by the reading of one subscriber. */
    private void position(FollowedObject object, long upToEventId) {
        if (object.sequence().isPositioned()) {
            object.sequence().known(upToEventId);
        } else {
            object.sequence().reached(upToEventId);
        }
        afterProgress(object);
    }

    private void afterProgress(FollowedObject object) {
        ChangeSequence sequence = object.sequence();
        if (sequence.hasGap() && !object.healing) {
            object.healing = true;
            vertx.setTimer(REORDER_MILLIS, timer -> heal(object));
        }
    }

    private void heal(FollowedObject object) {
        if (!object.sequence().hasGap() || followed.get(object.sid()) != object) {
            object.healing = false;
            return;
        }
        long after = object.sequence().lastEventId();
        readOn(object, lenient -> new ReadChanges(object.sid(), after, lenient))
                .onSuccess(changes -> {
                    metrics.gapHealed();
                    object.healing = false;
                    takeFromLog(object, changes);
                })
                .onFailure(failure -> {
                    if (!giveUpIfFinal(object, failure)) {
                        vertx.setTimer(RETRY_MILLIS, timer -> heal(object));
                    }
                });
    }

    /**
     * Reads on for all subscribers of an object. Where they cannot be told everything, those end who open it anew then, and the
     * others are told what can be told.
     */
    private Future<Changes> readOn(FollowedObject object, Function<Boolean, Command<Changes>> question) {
        return bus.request(BusAddress.SYNC, object.system(), question.apply(false))
                .recover(failure -> {
                    RequestFailedException refusal = asRefusal(failure);
                    List<Subscription> subscribers = object.subscribers().snapshot();
                    if (refusal.code() != ErrorCode.CURSOR_TOO_OLD
                            || subscribers.stream().noneMatch(Subscription::isLenient)) {
                        return Future.failedFuture(refusal);
                    }
                    subscribers.stream()
                            .filter(subscription -> !subscription.isLenient())
                            .forEach(subscription -> fail(subscription, refusal));
                    return bus.request(BusAddress.SYNC, object.system(), question.apply(true))
                            .onSuccess(changes -> goBack(object, changes));
                });
    }

    private void goBack(FollowedObject object, Changes changes) {
        long before = changes.changes().isEmpty()
                ? changes.upToEventId()
                : changes.changes().get(0).eventId() - 1;
        if (object.sequence().goBack(before)) {
            vertx.setTimer(RETRY_MILLIS, timer -> renew(object.sid()));
        }
    }

    private void takeFromLog(FollowedObject object, Changes changes) {
        metrics.latency().arrived();
        rights.changedUnheard(object, changes.accessNumber(), null);
        changes.changes().forEach(object.sequence()::heal);
        object.sequence().reached(changes.upToEventId());
        if (!changes.complete()) {
            object.sequence().known(changes.upToEventId() + 1);
        }
        afterProgress(object);
    }

    /** Subscribers of an object that cannot be followed any more are told so, never left in silence. */
    private boolean giveUpIfFinal(FollowedObject object, Throwable failure) {
        RequestFailedException refusal = asRefusal(failure);
        if (refusal.code().retryable()) {
            return false;
        }
        for (Subscription subscription : object.subscribers().snapshot()) {
            fail(subscription, refusal);
        }
        if (refusal.code() == ErrorCode.CURSOR_TOO_OLD) {
            // It is there, and the interest in it too: whoever opens it anew begins with another position.
            drop(object.system(), List.of(object));
        } else {
            followed.remove(object.sid(), object);
        }
        return true;
    }

    private void fail(Subscription subscription, RequestFailedException refusal) {
        metrics.failed(refusal.code());
        subscription.fail(refusal);
        end(subscription);
    }

    /** Closes a subscription that ended without its client's doing: nobody else would take it from the session. */
    private void end(Subscription subscription) {
        close(subscription);
        subscription.session().forget(subscription);
    }

    static RequestFailedException asRefusal(Throwable failure) {
        return failure instanceof RequestFailedException refusal
                ? refusal
                : new RequestFailedException(ErrorCode.INTERNAL);
    }
}
