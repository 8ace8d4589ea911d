package dev.chorus.gateway.dialect.first;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chorus.bus.BusAddress;
import dev.chorus.bus.CommandBus;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.item.ReadItem;
import dev.chorus.contract.object.ObjectState;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.object.ReadObject;
import dev.chorus.contract.user.UserSid;
import dev.chorus.gateway.auth.AccessToken;
import dev.chorus.gateway.socket.SocketSession;
import dev.chorus.gateway.tunnel.GatewayRequest;
import dev.chorus.gateway.tunnel.GatewayResponse;
import dev.chorus.gateway.tunnel.RouteTable;
import io.vertx.core.Future;

/** Entities, maps and streams as wholes (IP messaging specification, sections 6.1 and 7.2). */
final class DescriptorRoutes {
    private final CommandBus bus;
    private final Attachments attachments;

    DescriptorRoutes(CommandBus bus, Attachments attachments) {
        this.bus = bus;
        this.attachments = attachments;
    }

    void addTo(RouteTable routes) {
        routes.add("GET", "/v2/Entities/{id}", (request, path) -> entity(request, object("Entities", path.get(0))))
                .add("GET", "/v2/Maps/{id}", (request, path) -> collection(request, object("Maps", path.get(0))))
                .add("GET", "/v2/Streams/{id}", (request, path) -> collection(request, object("Streams", path.get(0))));
    }

    static FirstObject object(String collection, String id) {
        return FirstObject.of(collection, id).orElseThrow(() -> new RequestFailedException(ErrorCode.NOT_FOUND));
    }

    private Future<GatewayResponse> entity(GatewayRequest request, FirstObject object) {
        boolean subscribes = subscribes(request);
        return attachments
                .attach(request, object, null)
                .compose(attached -> attachments
                        .reading(request, object, attached, readChannel(request, object))
                        .map(state -> {
                            attachments.goOn(request, object, attached, state.lastEventId());
                            FirstEntities entities = new FirstEntities(request.baseUrl());
                            ObjectNode body = FirstEntities.JSON
                                    .createObjectNode()
                                    .put("entity_id", object.id())
                                    .put("entity_revision", Long.toString(state.lastEventId()));
                            body.putObject("links").put("entity", object.url(request.baseUrl()));
                            body.set("data", entities.channel(object, state.data()));
                            if (subscribes) {
                                body.put("subscriptionId", subscriptionId(request, object));
                            }
                            return FirstAnswers.of(200, body);
                        }))
                // A client that comes back asks for what it knew, and takes no error for an answer.
                .recover(failure -> !subscribes && FirstAnswers.isRefused(failure)
                        ? Future.succeededFuture(forgotten(request, object))
                        : Future.failedFuture(failure));
    }

    private Future<GatewayResponse> collection(GatewayRequest request, FirstObject object) {
        return attachments
                .attach(request, object, null)
                .compose(attached -> attachments
                        .reading(request, object, attached, read(request, object))
                        .map(state -> {
                            attachments.goOn(request, object, attached, state.lastEventId());
                            if (object.kind() == FirstObject.Kind.PROFILE) {
                                tellOwnReachability(request, object, state.lastEventId());
                            }
                            return descriptor(request, object, state.lastEventId());
                        }))
                .recover(failure -> FirstAnswers.isFormerMember(failure) || isEmptyPublicList(object, failure)
                        ? Future.succeededFuture(descriptor(request, object, 0))
                        : Future.failedFuture(failure));
    }

    /** The descriptor of a map or stream. */
    static ObjectNode descriptorBody(GatewayRequest request, FirstObject object, long revision) {
        String url = object.url(request.baseUrl());
        ObjectNode body = FirstEntities.JSON
                .createObjectNode()
                .put("type", object.kind().isStream() ? "stream" : "map")
                .put("revision", revision);
        body.putObject("links")
                .put("collection", url)
                .put("entities", url + "/Entities")
                .put("events", url + "/Events")
                .put("context", url + "/Context");
        return body;
    }

    static String subscriptionId(GatewayRequest request, FirstObject object) {
        return request.baseUrl() + "/v1/subscriptions/" + object.kind() + "-" + object.id();
    }

    private static GatewayResponse descriptor(GatewayRequest request, FirstObject object, long revision) {
        return FirstAnswers.of(
                200, descriptorBody(request, object, revision).put("subscriptionId", subscriptionId(request, object)));
    }

    private static GatewayResponse forgotten(GatewayRequest request, FirstObject object) {
        ObjectNode body = FirstEntities.JSON
                .createObjectNode()
                .put("entity_id", object.id())
                .put("entity_revision", "0");
        body.putObject("links").put("entity", object.url(request.baseUrl()));
        body.putObject("data");
        return FirstAnswers.of(200, body);
    }

    /** The list of public channels is made with the first of them. */
    private static boolean isEmptyPublicList(FirstObject object, Throwable failure) {
        return object.kind() == FirstObject.Kind.PUBLIC
                && failure instanceof RequestFailedException refusal
                && refusal.code() == ErrorCode.MAP_NOT_FOUND;
    }

    /**
     * A client reads its own profile before it knows that reachability is on, and would not see it until it changes
     * (section 10.9). The event has the number that the client has, so that nothing of its position changes.
     */
    private void tellOwnReachability(GatewayRequest request, FirstObject object, long eventId) {
        SocketSession session = request.session();
        AccessToken token = request.requireToken();
        UserSid own = UserSid.of(token.serviceSid(Attachments.GRANTS), token.identity());
        if (session == null || !object.sid().equals(own.profile())) {
            return;
        }
        FirstEvents events = attachments.encoder(object, request.baseUrl());
        session.afterAnswer(
                request.requestNumber(),
                () -> bus.request(
                                BusAddress.SYNC,
                                Attachments.caller(request),
                                new ReadItem(ObjectType.MAP, object.sid().value(), "reachability"))
                        .onSuccess(item -> {
                            ObjectNode event = FirstEntities.JSON
                                    .createObjectNode()
                                    .put("type", "entity_update")
                                    .put("event_id", eventId)
                                    .put("entity_id", item.key());
                            event.set("links", events.entities().links(object, item.key()));
                            event.set("data", FirstEntities.parse(item.data()));
                            session.write(events.notification(event));
                        }));
    }

    private Future<ObjectState> read(GatewayRequest request, FirstObject object) {
        return bus.request(
                BusAddress.SYNC,
                Attachments.caller(request),
                new ReadObject(object.kind().type(), object.sid().value()));
    }

    private Future<ObjectState> readChannel(GatewayRequest request, FirstObject object) {
        return read(request, object).map(state -> {
            if (new FirstEntities(request.baseUrl()).channel(object, state.data()) == null) {
                throw new RequestFailedException(ErrorCode.CHANNEL_NOT_FOUND);
            }
            return state;
        });
    }

    private static boolean subscribes(GatewayRequest request) {
        return "true".equals(request.parameter("subscribe"));
    }
}
