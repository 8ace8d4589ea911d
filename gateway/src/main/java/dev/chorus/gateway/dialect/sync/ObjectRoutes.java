package dev.chorus.gateway.dialect.sync;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.CommandBus;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.item.ReadItems;
import dev.chorus.contract.object.CreateObject;
import dev.chorus.contract.object.ObjectState;
import dev.chorus.contract.object.ReadObject;
import dev.chorus.contract.object.RemoveObject;
import dev.chorus.contract.object.UpdateObject;
import dev.chorus.contract.value.Json;
import dev.chorus.gateway.json.JsonBody;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayRequest;
import dev.chorus.gateway.tunnel.GatewayResponse;
import dev.chorus.gateway.tunnel.RouteTable;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Documents, lists, maps and streams as wholes, and the contexts of lists and maps (sync specification, 12 to 15). */
final class ObjectRoutes {
    /** How many items come with a map that is opened with them. */
    private static final int INCLUDED_ITEMS = 100;

    private final SyncResource resource;
    private final CommandBus bus;

    ObjectRoutes(SyncResource resource, CommandBus bus) {
        this.resource = resource;
        this.bus = bus;
    }

    void addTo(RouteTable routes) {
        String object = resource.path() + "/{id}";
        routes.add("POST", resource.path(), (request, segments) -> create(request))
                .add("GET", object, (request, segments) -> read(request, segments.get(0)))
                .add("POST", object, (request, segments) -> update(request, segments.get(0)))
                .add("DELETE", object, (request, segments) -> remove(request, segments.get(0)));
        if (resource.type().isCollection()) {
            routes.add("GET", object + "/Context", (request, segments) -> readContext(request, segments.get(0)))
                    .add("POST", object + "/Context", (request, segments) -> updateContext(request, segments.get(0)));
        }
    }

    private Future<GatewayResponse> create(GatewayRequest request) {
        JsonBody body = request.json();
        Json data = body.value(resource == SyncResource.DOCUMENT ? "data" : "context");
        CreateObject command = new CreateObject(resource.type(), body.text("unique_name"), data, ttl(body));
        return bus.request(BusAddress.SYNC, caller(request), command)
                .map(state -> GatewayResponse.of(201, bodies(request).root(state)));
    }

    private Future<GatewayResponse> read(GatewayRequest request, String id) {
        Caller caller = caller(request);
        Future<ObjectState> root = bus.request(BusAddress.SYNC, caller, new ReadObject(resource.type(), id));
        if (!"items".equals(request.parameter("Include")) || !resource.type().isCollection()) {
            return root.map(state -> GatewayResponse.of(200, bodies(request).root(state)));
        }
        SyncBodies bodies = bodies(request);
        return root.compose(state -> bus.request(
                        BusAddress.SYNC,
                        caller,
                        new ReadItems(resource.type(), state.sid().value(), null, true, false, INCLUDED_ITEMS))
                .map(page -> GatewayResponse.of(
                        200,
                        bodies.root(state)
                                .objects(
                                        "items",
                                        page.items(),
                                        (json, item) -> bodies.itemFields(resource, json, item)))));
    }

    private Future<GatewayResponse> update(GatewayRequest request, String id) {
        JsonBody body = request.json();
        Json data = resource == SyncResource.DOCUMENT ? body.value("data") : null;
        return update(request, id, data, ttl(body))
                .map(state -> GatewayResponse.of(200, bodies(request).root(state)));
    }

    private Future<GatewayResponse> remove(GatewayRequest request, String id) {
        RemoveObject command = new RemoveObject(resource.type(), id, request.header("if-match"));
        return bus.request(BusAddress.SYNC, caller(request), command).map(done -> GatewayResponse.noContent());
    }

    private Future<GatewayResponse> readContext(GatewayRequest request, String id) {
        return bus.request(BusAddress.SYNC, caller(request), new ReadObject(resource.type(), id))
                .map(ObjectRoutes::context);
    }

    private Future<GatewayResponse> updateContext(GatewayRequest request, String id) {
        Json data = request.json().value("data");
        return update(request, id, data == null ? Json.emptyObject() : data, null)
                .map(ObjectRoutes::context);
    }

    private Future<ObjectState> update(
            GatewayRequest request, String id, @Nullable Json data, @Nullable Long ttlSeconds) {
        return bus.request(
                BusAddress.SYNC,
                caller(request),
                new UpdateObject(resource.type(), id, data, ttlSeconds, request.header("if-match")));
    }

    private static GatewayResponse context(ObjectState state) {
        return GatewayResponse.of(
                200, new JsonWriter().raw("data", state.data()).number("last_event_id", state.lastEventId()));
    }

    private static Caller caller(GatewayRequest request) {
        return SyncDialect.caller(request);
    }

    private static SyncBodies bodies(GatewayRequest request) {
        return new SyncBodies(request.baseUrl());
    }

    private static @Nullable Long ttl(JsonBody body) {
        return body.number("ttl", ErrorCode.TTL_INVALID);
    }
}
