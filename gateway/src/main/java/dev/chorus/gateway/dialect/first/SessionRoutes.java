package dev.chorus.gateway.dialect.first;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chorus.bus.BusAddress;
import dev.chorus.bus.CommandBus;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectState;
import dev.chorus.contract.session.OpenSession;
import dev.chorus.contract.session.SubmitCommand;
import dev.chorus.contract.user.MessagingProfile;
import dev.chorus.contract.user.OpenMessaging;
import dev.chorus.contract.value.Json;
import dev.chorus.gateway.socket.ReadySockets;
import dev.chorus.gateway.tunnel.GatewayRequest;
import dev.chorus.gateway.tunnel.GatewayResponse;
import dev.chorus.gateway.tunnel.RouteTable;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Sessions (IP messaging specification, section 8). A session that was forgotten begins anew under its URL. */
final class SessionRoutes {
    private static final String STREAMS = "/v2/Streams";

    private final CommandBus bus;
    private final ReadySockets sockets;
    private final EventRoutes events;

    SessionRoutes(CommandBus bus, ReadySockets sockets, EventRoutes events) {
        this.bus = bus;
        this.sockets = sockets;
        this.events = events;
    }

    void addTo(RouteTable routes) {
        String one = STREAMS + "/{id}";
        routes.add("POST", STREAMS, (request, path) -> create(request))
                .add("GET", one + "/Context", (request, path) -> context(request, session(path.get(0))))
                .add("PUT", one + "/Context", (request, path) -> renew(request, session(path.get(0))))
                .add("POST", one + "/Entities", (request, path) -> submit(request, session(path.get(0))));
    }

    /**
     * Makes a session. The answer waits for the client's socket, for a while: everything that the client asks from then
     * on comes through it, and nothing falls between an answer and what follows it (section 7.2).
     */
    private Future<GatewayResponse> create(GatewayRequest request) {
        JsonNode asked = FirstEntities.body(request).path("context");
        return open(request, null, asked)
                .compose(session -> sockets.awaitReady(request.requireToken())
                        .map(ready -> FirstAnswers.of(
                                201, DescriptorRoutes.descriptorBody(request, FirstObject.session(session.sid()), 0))));
    }

    private Future<GatewayResponse> context(GatewayRequest request, ObjectSid session) {
        return open(request, session, FirstEntities.JSON.createObjectNode()).map(state -> {
            ObjectNode body = FirstEntities.JSON.createObjectNode();
            body.set("data", context(request, state));
            return FirstAnswers.of(200, body);
        });
    }

    /** A client writes its new token here, which nobody needs to keep: each request brings its own. */
    private Future<GatewayResponse> renew(GatewayRequest request, ObjectSid session) {
        return open(request, session, FirstEntities.JSON.createObjectNode()).map(state -> GatewayResponse.noContent());
    }

    private Future<GatewayResponse> submit(GatewayRequest request, ObjectSid session) {
        JsonNode body = FirstEntities.body(request);
        if (!(body.path("data") instanceof ObjectNode data)) {
            throw new RequestFailedException(ErrorCode.BAD_REQUEST, "A command is in the field data");
        }
        SubmitCommand command = new SubmitCommand(session, Json.of(data.toString()));
        Caller caller = Attachments.caller(request);
        return bus.request(BusAddress.MESSAGING, caller, command)
                .recover(failure -> isForgotten(failure)
                        ? open(request, session, FirstEntities.JSON.createObjectNode())
                                .compose(opened -> bus.request(BusAddress.MESSAGING, caller, command))
                        : Future.failedFuture(failure))
                .map(item -> {
                    long entity = Long.parseLong(item.key()) - 1;
                    ObjectNode answer = FirstEntities.JSON.createObjectNode().put("entity_id", entity);
                    answer.set(
                            "links",
                            new FirstEntities(request.baseUrl())
                                    .links(FirstObject.session(session), Long.toString(entity)));
                    return FirstAnswers.of(201, answer);
                });
    }

    /**
     * The log of a session begins with its context, under whatever id a history of writes gave it. In it URLs and the
     * token are those of the asking client.
     */
    Future<GatewayResponse> events(GatewayRequest request, ObjectSid session) {
        return open(request, session, FirstEntities.JSON.createObjectNode())
                .compose(state -> events.events(request, FirstObject.session(session))
                        .map(answer -> withContext(request, state, answer)));
    }

    private static GatewayResponse withContext(GatewayRequest request, ObjectState state, GatewayResponse answer) {
        ObjectNode body = FirstEntities.parse(Json.ofUtf8(answer.body()));
        ArrayNode results = (ArrayNode) body.path("results");
        if (!results.isEmpty() && EventRoutes.after(request) == 0) {
            ObjectNode event = FirstEntities.JSON
                    .createObjectNode()
                    .put("type", "context_update")
                    .put("event_id", results.get(0).path("event_id").asLong());
            event.set("data", context(request, state));
            results.set(0, event);
        }
        return FirstAnswers.of(200, body);
    }

    private Future<ObjectState> open(GatewayRequest request, @Nullable ObjectSid session, JsonNode asked) {
        Caller caller = Attachments.caller(request);
        return bus.request(
                        BusAddress.MESSAGING,
                        caller,
                        new OpenMessaging(request.requireToken().serviceRoleSid()))
                .compose(profile ->
                        bus.request(BusAddress.MESSAGING, caller, new OpenSession(session, stored(profile, asked))));
    }

    private static ObjectNode context(GatewayRequest request, ObjectState session) {
        return new FirstEntities(request.baseUrl())
                .context(
                        session.data(),
                        request.requireToken().serviceSid(Attachments.GRANTS),
                        request.header("x-twilio-token"));
    }

    private static Json stored(MessagingProfile profile, JsonNode asked) {
        String user = profile.user().sid().value();
        ObjectNode context = FirstEntities.JSON
                .createObjectNode()
                .put("type", asked.path("type").asText("IpMsgSession"))
                .put("version", asked.path("version").asText("v2"))
                .put("endpointPlatform", asked.path("endpointPlatform").asText(""))
                .put("identity", profile.user().identity())
                .put("user", user)
                .put("userInfo", user + ".info")
                .put("reachabilityEnabled", profile.settings().reachabilityEnabled())
                .put("consumptionReportInterval", "PT" + profile.settings().consumptionReportSeconds() + "S");
        return Json.ofUtf8(context.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectSid session(String id) {
        FirstObject object = DescriptorRoutes.object("Streams", id);
        if (object.kind() != FirstObject.Kind.SESSION) {
            throw new RequestFailedException(ErrorCode.NOT_FOUND);
        }
        return object.sid();
    }

    private static boolean isForgotten(Throwable failure) {
        return failure instanceof RequestFailedException refusal && refusal.code() == ErrorCode.NOT_FOUND;
    }
}
