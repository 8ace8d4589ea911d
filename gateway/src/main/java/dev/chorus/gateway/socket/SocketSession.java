package dev.chorus.gateway.socket;

import dev.chorus.contract.change.Change;
import dev.chorus.contract.frame.CloseReason;
import dev.chorus.contract.frame.MalformedPacketException;
import dev.chorus.contract.frame.Packet;
import dev.chorus.contract.frame.PacketCodec;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.session.ConnectionState;
import dev.chorus.gateway.auth.AccessToken;
import dev.chorus.gateway.subscription.Subscription;
import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a client: who it is, what it follows, and the way to it. Everything about a session happens on the
 * event loop of its socket, so there are no locks.
 */
public final class SocketSession {
    private static final Logger LOG = LoggerFactory.getLogger(SocketSession.class);

    private final String id;
    private final ServerWebSocket socket;
    private final SocketWriter writer;
    private final SessionServices services;
    private final Handshake handshake;
    private final Tunnel tunnel;
    private final OwnChanges ownChanges = new OwnChanges();
    private final Map<ObjectSid, Subscription> subscriptions = new HashMap<>(4);
    private final SessionClock timers;

    private final long sinceMillis;

    private @Nullable AccessToken token;
    private boolean leaving;
    private boolean closed;

    SocketSession(
            String id,
            ServerWebSocket socket,
            FlushCycle flushCycle,
            SessionServices services,
            Handshake handshake,
            String baseUrl) {
        this.id = id;
        this.socket = socket;
        this.services = services;
        this.handshake = handshake;
        this.writer = new SocketWriter(
                SocketWriter.belowFraming(socket),
                flushCycle,
                services.limits().pendingBytes(),
                () -> close(CloseReason.SLOW_CONSUMER));
        this.tunnel = new Tunnel(this, services, baseUrl);
        this.sinceMillis = services.clock().millis();
        this.timers =
                new SessionClock(this, services.limits(), services.steadyClock().millis());
        services.metrics().opened();
    }

    /** The connection's id, unique in the cluster: changes that it causes are marked with it. */
    public String id() {
        return id;
    }

    /** Who it is; null before the handshake. */
    public @Nullable AccessToken token() {
        return token;
    }

    /** The way out, for those who write to many sessions at once. */
    public SocketWriter writer() {
        return writer;
    }

    /** Sends a frame and takes over the caller's hold on it. */
    public void write(ByteBuf frame) {
        writer.write(frame);
    }

    /** Whether so much waits to be read by the client that more of what can wait should. */
    public boolean isCongested() {
        return closed || writer.pendingBytes() > services.limits().pendingBytes() / 2;
    }

    /** Whether this connection caused a change. */
    public boolean caused(Change change) {
        return change.connection().equals(id);
    }

    /** Whether a change was caused by a request of this connection that it has no answer to yet. */
    public boolean awaitsAnswer(Change change) {
        return caused(change) && ownChanges.isUnanswered(change);
    }

    /** The latest request that has no answer yet; 0 if there is none. */
    public long lastUnanswered() {
        return ownChanges.lastUnanswered();
    }

    /** Whether a request has no answer yet that is not later than one. */
    public boolean awaitsAnswersUpTo(long requestNumber) {
        return ownChanges.isUnansweredUpTo(requestNumber);
    }

    /** Has a subscription go on when the next answer was sent. */
    public void blockedBehindAnswer(Subscription subscription) {
        ownChanges.block(subscription);
    }

    /** Opens a subscription, in place of one to the same object. Returns whether there is room for it. */
    public boolean subscribe(Subscription subscription, @Nullable Long afterEventId) {
        unsubscribe(subscription.object());
        if (!hasRoom()) {
            return false;
        }
        subscriptions.put(subscription.object(), subscription);
        services.hub().open(subscription, afterEventId);
        return true;
    }

    /** The subscription to an object; null if there is none. */
    public @Nullable Subscription subscription(ObjectSid object) {
        return subscriptions.get(object);
    }

    /** Keeps a subscription that its owner opens. Returns whether there is room for it. */
    public boolean hold(Subscription subscription) {
        if (!hasRoom()) {
            return false;
        }
        subscriptions.put(subscription.object(), subscription);
        return true;
    }

    private boolean hasRoom() {
        if (subscriptions.size() >= services.limits().subscriptions()) {
            services.metrics().reached(Limit.SUBSCRIPTIONS);
            return false;
        }
        return !closed;
    }

    /** Has something done right behind the answer to a request. */
    public void afterAnswer(long requestNumber, Runnable action) {
        ownChanges.afterAnswer(requestNumber, action);
    }

    /** Ends the subscription to an object, if there is one. */
    public void unsubscribe(ObjectSid object) {
        Subscription subscription = subscriptions.remove(object);
        if (subscription != null) {
            services.hub().close(subscription);
        }
    }

    /** Forgets a subscription that has ended, unless another has taken its place. */
    public void forget(Subscription subscription) {
        subscriptions.remove(subscription.object(), subscription);
    }

    /** Sends the client away to another gateway, and closes once all that it has asked is answered. */
    void leave() {
        if (ownChanges.unanswered() == 0) {
            close(CloseReason.OFFLOAD);
        } else if (!closed) {
            leaving = true;
            handshake.sayGoodbye(this, CloseReason.OFFLOAD);
        }
    }

    /** Notes that an answer was sent. */
    void answered(long requestNumber) {
        ownChanges.answered(requestNumber);
        if (leaving && ownChanges.unanswered() == 0) {
            close(CloseReason.OFFLOAD);
        }
    }

    /** Ends the connection; the client is told why in its protocol's way. */
    public void close(CloseReason reason) {
        if (closed) {
            return;
        }
        closed = true;
        note("session closes: {}", reason);
        services.metrics().closed(reason);
        if (token != null) {
            services.presence().disconnected(token);
            services.readySockets().gone(this, token);
        }
        subscriptions.values().forEach(services.hub()::close);
        subscriptions.clear();
        ownChanges.clear();
        if (reason == CloseReason.SLOW_CONSUMER || reason == CloseReason.SILENT) {
            writer.abort();
            return;
        }
        if (reason != CloseReason.CLIENT_LEFT && !leaving) {
            handshake.sayGoodbye(this, reason);
        }
        writer.close();
        socket.close();
    }

    /** Ends the connection in a later turn of the event loop, for use while subscribers are being told. */
    public void closeSoon(CloseReason reason) {
        writer.later(() -> close(reason));
    }

    /** Whether it has ended, so that nothing reaches the client over it any more. */
    public boolean isClosed() {
        return closed;
    }

    ServerWebSocket socket() {
        return socket;
    }

    Tunnel tunnel() {
        return tunnel;
    }

    OwnChanges ownChanges() {
        return ownChanges;
    }

    SessionServices services() {
        return services;
    }

    Handshake handshake() {
        return handshake;
    }

    /** Makes the session one of this identity, until the token expires. */
    void authenticated(AccessToken by) {
        // First the new token and then the old one: who has both is never away in between.
        services.presence().connected(by);
        if (token != null) {
            services.presence().disconnected(token);
        }
        token = by;
        timers.tokenAccepted(by.expiresAt());
    }

    /** Whether a token may take the place of the present one: the same identity's, for all that this one opens. */
    boolean accepts(AccessToken other) {
        AccessToken present = token;
        return present == null
                || (present.identity().equals(other.identity())
                        && present.accountSid().equals(other.accountSid())
                        && other.services()
                                .entrySet()
                                .containsAll(present.services().entrySet()));
    }

    void receive(Buffer message) {
        if (closed) {
            return;
        }
        timers.heard(services.steadyClock().millis());
        Packet packet;
        try {
            packet = PacketCodec.decode(handshake.generation(), message.getBytes());
        } catch (MalformedPacketException e) {
            services.metrics().malformedPacket();
            note("session sent no packet: {}", e.getMessage());
            close(CloseReason.MALFORMED_PACKET);
            return;
        }
        handshake.receive(this, packet);
    }

    private void note(String fact, @Nullable Object why) {
        if (LOG.isDebugEnabled()) {
            LOG.atDebug()
                    .addKeyValue("account", token == null ? "" : token.accountSid())
                    .addKeyValue("connection", id)
                    .log(fact, why);
        }
    }

    void tick(Instant now) {
        if (!closed) {
            timers.tick(now, services.steadyClock().millis());
        }
    }

    /** What operators see of it. */
    ConnectionState state(AccessToken who) {
        return new ConnectionState(
                id, who.identity(), handshake.generation().name(), subscriptions.size(), sinceMillis);
    }

    /** Copies what it follows, for tests. */
    public Iterable<ObjectSid> follows() {
        return new ArrayList<>(subscriptions.keySet());
    }
}
