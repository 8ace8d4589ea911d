package dev.chorus.gateway.dialect.sync;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.CommandBus;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.item.ItemState;
import dev.chorus.contract.item.PutItem;
import dev.chorus.contract.item.PutMode;
import dev.chorus.contract.item.ReadItem;
import dev.chorus.contract.item.RemoveItem;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ReadObject;
import dev.chorus.contract.value.Json;
import dev.chorus.gateway.json.JsonBody;
import dev.chorus.gateway.tunnel.GatewayRequest;
import dev.chorus.gateway.tunnel.GatewayResponse;
import dev.chorus.gateway.tunnel.RouteTable;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** The items of lists and maps (sync specification, sections 13, 14 and 16). */
final class ItemRoutes {
    private final SyncResource resource;
    private final CommandBus bus;

    ItemRoutes(SyncResource resource, CommandBus bus) {
        this.resource = resource;
        this.bus = bus;
    }

    void addTo(RouteTable routes) {
        String items = resource.path() + "/{id}/Items";
        String item = items + "/{key}";
        routes.add("GET", items, (request, segments) -> readPage(request, segments.get(0)))
                .add("POST", items, (request, segments) -> add(request, segments.get(0)))
                .add("GET", item, (request, segments) -> read(request, segments.get(0), segments.get(1)))
                .add("POST", item, (request, segments) -> replace(request, segments.get(0), segments.get(1)))
                .add("DELETE", item, (request, segments) -> remove(request, segments.get(0), segments.get(1)));
        if (resource == SyncResource.MAP) {
            routes.add("PUT", item, (request, segments) -> set(request, segments.get(0), segments.get(1)));
        }
    }

    private Future<GatewayResponse> readPage(GatewayRequest request, String collection) {
        ItemQuery query = ItemQuery.of(resource, request);
        ItemPages pages = new ItemPages(resource, new SyncBodies(request.baseUrl()));
        if (query.single() != null) {
            return bus.request(
                            BusAddress.SYNC, caller(request), new ReadItem(resource.type(), collection, query.single()))
                    .map(pages::single)
                    .recover(failure -> isItemNotFound(failure)
                            ? Future.succeededFuture(pages.none())
                            : Future.failedFuture(failure));
        }
        return bus.request(BusAddress.SYNC, caller(request), query.command(resource.type(), collection))
                .map(page -> pages.page(query, page));
    }

    private Future<GatewayResponse> read(GatewayRequest request, String collection, String key) {
        return bus.request(BusAddress.SYNC, caller(request), new ReadItem(resource.type(), collection, key))
                .map(item -> itemResponse(request, 200, item));
    }

    /** A list takes another item, a map a new key; an existing one is refused with the item's URL to write to. */
    private Future<GatewayResponse> add(GatewayRequest request, String collection) {
        JsonBody body = request.json();
        if (resource == SyncResource.LIST) {
            return put(request, collection, null, PutMode.PUSH, body).map(item -> itemResponse(request, 201, item));
        }
        String key = body.text("key");
        if (key == null) {
            throw new RequestFailedException(ErrorCode.MAP_KEY_INVALID);
        }
        return put(request, collection, key, PutMode.ADD, body)
                .map(item -> itemResponse(request, 201, item))
                .recover(failure ->
                        failure instanceof RequestFailedException refusal && refusal.code() == ErrorCode.MAP_ITEM_EXISTS
                                ? existing(request, collection, key, refusal)
                                : Future.failedFuture(failure));
    }

    private Future<GatewayResponse> set(GatewayRequest request, String collection, String key) {
        return put(request, collection, key, PutMode.SET, request.json())
                .map(item -> itemResponse(request, item.created() ? 201 : 200, item));
    }

    private Future<GatewayResponse> replace(GatewayRequest request, String collection, String key) {
        return put(request, collection, key, PutMode.REPLACE, request.json())
                .map(item -> itemResponse(request, 200, item));
    }

    /** The body of the answer matters: clients take the removal's event id from it (section 24, pitfall 4). */
    private Future<GatewayResponse> remove(GatewayRequest request, String collection, String key) {
        RemoveItem command = new RemoveItem(resource.type(), collection, key, request.header("if-match"));
        return bus.request(BusAddress.SYNC, caller(request), command).map(item -> itemResponse(request, 200, item));
    }

    private Future<ItemState> put(
            GatewayRequest request, String collection, @Nullable String key, PutMode mode, JsonBody body) {
        Json data = body.value("data");
        PutItem command = new PutItem(
                resource.type(),
                collection,
                key,
                mode,
                data == null && mode != PutMode.REPLACE ? Json.emptyObject() : data,
                body.number("ttl", ErrorCode.TTL_INVALID),
                request.header("if-match"));
        return bus.request(BusAddress.SYNC, caller(request), command);
    }

    private Future<GatewayResponse> existing(
            GatewayRequest request, String collection, String key, RequestFailedException refusal) {
        return bus.request(BusAddress.SYNC, caller(request), new ReadObject(resource.type(), collection))
                .map(state -> refusalWithLink(request, state.sid(), key, refusal));
    }

    private GatewayResponse refusalWithLink(
            GatewayRequest request, ObjectSid collection, String key, RequestFailedException refusal) {
        String url = new SyncUrls(request.baseUrl()).item(resource, collection, key);
        return GatewayResponse.refusal(
                refusal,
                GatewayResponse.refusalBody(refusal, request.baseUrl())
                        .object("links", links -> links.text("item", url)));
    }

    private GatewayResponse itemResponse(GatewayRequest request, int status, ItemState item) {
        return GatewayResponse.of(status, new SyncBodies(request.baseUrl()).item(resource, item));
    }

    private boolean isItemNotFound(Throwable failure) {
        return failure instanceof RequestFailedException refusal
                && refusal.code() == resource.type().itemNotFound();
    }

    private static Caller caller(GatewayRequest request) {
        return SyncDialect.caller(request);
    }
}
