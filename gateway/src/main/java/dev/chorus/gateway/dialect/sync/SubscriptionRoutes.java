package dev.chorus.gateway.dialect.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.socket.SocketSession;
import dev.chorus.gateway.subscription.Subscription;
import dev.chorus.gateway.tunnel.GatewayRequest;
import dev.chorus.gateway.tunnel.GatewayResponse;
import dev.chorus.gateway.tunnel.RouteTable;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** {@code POST /v4/Subscriptions} (sync specification, section 18). It needs the socket that events are to go to. */
final class SubscriptionRoutes {
    private static final ObjectReader BODY = new JsonMapper().reader();
    private static final int MAX_BATCH = 100;
    private static final int MAX_ENCODERS = 1_000;

    /** After this long without a word a client asks again. */
    private static final int ESTIMATED_DELIVERY_MILLIS = 10_000;

    /** A day: it must stay below the 2 147 483 s at which a client's timer overflows. */
    private static final int TTL_SECONDS = 86_400;

    private final Map<String, SyncEvents> encoders = new HashMap<>();

    void addTo(RouteTable routes) {
        routes.add("POST", "/v4/Subscriptions", (request, segments) -> round(request));
    }

    private Future<GatewayResponse> round(GatewayRequest request) {
        SocketSession session = request.session();
        if (session == null) {
            throw new RequestFailedException(ErrorCode.BAD_REQUEST, "Subscriptions need a socket");
        }
        Caller caller = SyncDialect.caller(request);
        JsonNode body = read(request.body());
        JsonNode correlation = body.path("correlation_id");
        if (!correlation.isIntegralNumber()
                || !correlation.canConvertToLong()
                || !body.path("requests").isArray()) {
            throw new RequestFailedException(ErrorCode.BAD_REQUEST, "A round has a correlation_id and requests");
        }
        if (encoders.size() >= MAX_ENCODERS) {
            // Clients choose their Host header. Encoders in use live on with their subscriptions.
            encoders.clear();
        }
        SyncEvents events = encoders.computeIfAbsent(request.baseUrl(), SyncEvents::new);
        boolean cancel = "cancel".equals(body.path("action").asText());
        boolean reopens = !SyncDialect.isChat(request) || body.path("reopens").asBoolean();
        for (JsonNode wanted : body.path("requests")) {
            if (cancel) {
                cancel(session, events, wanted, correlation.longValue());
            } else {
                establish(session, caller, events, wanted, correlation.longValue(), reopens);
            }
        }
        return Future.succeededFuture(GatewayResponse.of(
                202,
                new JsonWriter()
                        .number("max_batch_size", MAX_BATCH)
                        .number("estimated_delivery_in_ms", ESTIMATED_DELIVERY_MILLIS)
                        .number("ttl_in_s", TTL_SECONDS)));
    }

    private static void establish(
            SocketSession session,
            Caller caller,
            SyncEvents events,
            JsonNode wanted,
            long correlationId,
            boolean reopens) {
        String sid = wanted.path("object_sid").asText();
        String type = wanted.path("object_type").asText();
        if (!ObjectSid.isSid(sid) || new ObjectSid(sid).type().isEmpty()) {
            RequestFailedException refusal = new RequestFailedException(ErrorCode.NOT_FOUND);
            session.write(RoundEvents.failed(sid, type, correlationId, refusal));
            return;
        }
        ObjectSid object = new ObjectSid(sid);
        RoundEvents round = new RoundEvents(events, object, type, correlationId, reopens);
        JsonNode after = wanted.path("last_event_id");
        Long afterEventId = after.isIntegralNumber() && after.longValue() >= 0 ? after.longValue() : null;
        Subscription subscription = new Subscription(object, session, caller, events, round);
        if (!session.subscribe(subscription, afterEventId)) {
            session.write(round.failed(new RequestFailedException(
                    ErrorCode.LIMIT_REACHED, "The connection has as many subscriptions as it may")));
        }
    }

    private static void cancel(SocketSession session, SyncEvents events, JsonNode wanted, long correlationId) {
        String sid = wanted.path("object_sid").asText();
        if (ObjectSid.isSid(sid)) {
            ObjectSid object = new ObjectSid(sid);
            session.unsubscribe(object);
            String type = wanted.path("object_type").asText();
            session.write(new RoundEvents(events, object, type, correlationId, true).canceled());
        }
    }

    private static JsonNode read(byte[] body) {
        try {
            JsonNode json = BODY.readTree(body);
            return json == null ? BODY.createObjectNode() : json;
        } catch (IOException e) {
            throw new RequestFailedException(ErrorCode.DATA_MALFORMED, "The body is not JSON");
        }
    }
}
