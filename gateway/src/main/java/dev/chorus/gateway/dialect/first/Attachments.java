package dev.chorus.gateway.dialect.first;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.ContractCodec;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.session.AskedOverHttp;
import dev.chorus.contract.subscription.Changes;
import dev.chorus.gateway.auth.AccessToken;
import dev.chorus.gateway.auth.Grant;
import dev.chorus.gateway.socket.SocketSession;
import dev.chorus.gateway.subscription.Subscription;
import dev.chorus.gateway.subscription.SubscriptionHub;
import dev.chorus.gateway.tunnel.GatewayRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How sockets come to be told of objects: by asking for them (ADR 0018). While an answer is under way, the object's
 * changes wait for that socket, and go on behind the answer from where it ends.
 */
final class Attachments {
    static final Grant[] GRANTS = {Grant.CHAT, Grant.IP_MESSAGING};

    private static final int MAX_ENCODERS = 20_000;
    private static final DeliveryOptions OPTIONS = new DeliveryOptions().setCodecName(ContractCodec.NAME);

    private final Vertx vertx;
    private final SubscriptionHub hub;
    private final Map<String, FirstEvents> encoders = new HashMap<>();

    Attachments(Vertx vertx, SubscriptionHub hub) {
        this.vertx = vertx;
        this.hub = hub;
    }

    /** The encoder that all who follow an object under a base share. */
    FirstEvents encoder(FirstObject object, String base) {
        if (encoders.size() >= MAX_ENCODERS) {
            // Those in use live on with their subscriptions.
            encoders.clear();
        }
        return encoders.computeIfAbsent(object.url(base), url -> new FirstEvents(object, base));
    }

    /**
     * Attaches the request's socket, if it came through one, and reads on from an event. The caller has to
     * {@link #goOn} with what its answer told of.
     */
    Future<Attached> attach(GatewayRequest request, FirstObject object, @Nullable Long afterEventId) {
        SocketSession session = request.session();
        if (session == null) {
            return Future.succeededFuture(new Attached(null, new Changes(List.of(), 0, true, 0)));
        }
        Subscription subscription = subscription(session, caller(request), object, request.baseUrl());
        return hub.read(subscription, afterEventId).map(changes -> new Attached(subscription, changes));
    }

    /** Lets the object's changes go on behind the answer, from an event; for plain requests, on all sockets. */
    void goOn(GatewayRequest request, FirstObject object, Attached attached, long fromEventId) {
        SocketSession session = request.session();
        Subscription subscription = attached.subscription();
        if (session != null && subscription != null) {
            session.afterAnswer(request.requestNumber(), () -> subscription.goOn(fromEventId));
            return;
        }
        AccessToken token = request.requireToken();
        vertx.eventBus()
                .publish(
                        BusAddress.GATEWAYS,
                        new AskedOverHttp(
                                token.serviceSid(GRANTS), token.identity(), object.url(request.baseUrl()), fromEventId),
                        OPTIONS);
    }

    /** An answer that may fail: the object's changes go on behind it all the same, from where they were held. */
    <T> Future<T> reading(GatewayRequest request, FirstObject object, Attached attached, Future<T> answer) {
        return answer.onFailure(failure -> {
            Subscription subscription = attached.subscription();
            if (subscription != null) {
                goOn(request, object, attached, subscription.position());
            }
        });
    }

    /** Tells a socket of what its identity asked for over plain HTTP. */
    void attach(SocketSession session, AskedOverHttp asked) {
        AccessToken token = session.token();
        FirstObject object = FirstObject.ofUrl(asked.url()).orElse(null);
        if (token == null || object == null || session.subscription(object.sid()) != null) {
            return;
        }
        String base = asked.url().substring(0, asked.url().indexOf("/v2/"));
        Caller caller =
                new Caller(token.accountSid(), asked.serviceSid(), token.identity(), false, session.id(), 0, null);
        Subscription subscription;
        try {
            subscription = subscription(session, caller, object, base);
        } catch (RequestFailedException full) {
            return;
        }
        hub.read(subscription, asked.afterEventId()).onSuccess(changes -> {
            changes.changes().forEach(subscription::replay);
            subscription.goOn(changes.upToEventId());
        });
    }

    static Caller caller(GatewayRequest request) {
        return request.caller(GRANTS);
    }

    private Subscription subscription(SocketSession session, Caller caller, FirstObject object, String base) {
        ObjectSid sid = object.sid();
        Subscription known = session.subscription(sid);
        if (known != null) {
            return known;
        }
        FirstEvents events = encoder(object, base);
        Subscription made = new Subscription(sid, session, caller, events, new FirstSubscriptionEvents(events));
        if (!session.hold(made)) {
            throw new RequestFailedException(
                    ErrorCode.LIMIT_REACHED, "The connection has as many subscriptions as it may");
        }
        return made;
    }

    /**
     * A socket that was attached.
     *
     * @param subscription what it is told by; null for a plain request
     * @param changes what happened after the event that was asked for
     */
    record Attached(@Nullable Subscription subscription, Changes changes) {}
}
