package dev.chorus.gateway.dialect.backend;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.item.ItemState;
import dev.chorus.contract.item.PutItem;
import dev.chorus.contract.item.PutMode;
import dev.chorus.contract.item.ReadItem;
import dev.chorus.contract.item.ReadItems;
import dev.chorus.contract.item.RemoveItem;
import dev.chorus.contract.object.UpdateObject;
import dev.chorus.contract.value.Json;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayResponse;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** The items of lists and maps (REST specification, section 7.4). */
final class SyncItemRoutes {
    private final SyncKind kind;

    SyncItemRoutes(SyncKind kind) {
        this.kind = kind;
    }

    void addTo(RestRoutes routes) {
        String all = kind.path() + "/{id}/Items";
        String one = all + "/{key}";
        routes.add("POST", all, this::create)
                .add("GET", all, this::list)
                .add("GET", one, this::fetch)
                .add("POST", one, this::update)
                .add("DELETE", one, this::remove);
    }

    private Future<GatewayResponse> create(RestRequest request) {
        SyncForm form = SyncForm.of(request);
        Json data = form.data();
        if (data == null) {
            throw new RequestFailedException(kind.dataMissing());
        }
        String key = kind == SyncKind.MAP ? form.text("Key") : null;
        if (kind == SyncKind.MAP && key == null) {
            throw new RequestFailedException(ErrorCode.MAP_KEY_INVALID);
        }
        PutItem command = new PutItem(
                kind.type(),
                request.path().get(1),
                key,
                kind == SyncKind.MAP ? PutMode.ADD : PutMode.PUSH,
                data,
                form.ttl("ItemTtl", "Ttl"),
                null);
        return request.ask(command)
                .compose(item -> moveEndOfCollection(request, form, item))
                .map(item -> answer(201, request, item));
    }

    private Future<GatewayResponse> list(RestRequest request) {
        boolean descending = word(request, "Order", "asc", "desc", ErrorCode.ORDER_INVALID);
        boolean exclusive = word(request, "Bounds", "inclusive", "exclusive", ErrorCode.BOUNDS_INVALID);
        String url = request.url(
                kind.path() + "/" + RestRequest.encode(request.path().get(1)) + "/Items");
        RestPages pages = RestPages.of(request.http(), url, RestPages.MOST, "Order", "From", "Bounds");
        String begin = pages.from();
        String asked = request.http().parameter("From");
        String from = begin != null ? RestPages.text(begin) : asked == null || asked.isEmpty() ? null : asked;
        ReadItems command = new ReadItems(
                kind.type(), request.path().get(1), from, begin == null && !exclusive, descending, pages.size());
        return request.ask(command).map(page -> {
            List<ItemState> items = page.items();
            String next = page.hasNext() && !items.isEmpty()
                    ? RestPages.token(items.get(items.size() - 1).key())
                    : null;
            return pages.answer("items", items, next, (json, item) -> fields(json, request, item));
        });
    }

    private Future<GatewayResponse> fetch(RestRequest request) {
        return request.ask(new ReadItem(
                        kind.type(), request.path().get(1), request.path().get(2)))
                .map(item -> answer(200, request, item));
    }

    private Future<GatewayResponse> update(RestRequest request) {
        SyncForm form = SyncForm.of(request);
        Json data = form.data();
        Long ttl = form.ttl("ItemTtl", "Ttl");
        if (data == null && ttl == null) {
            throw new RequestFailedException(ErrorCode.NOTHING_TO_CHANGE);
        }
        PutItem command = new PutItem(
                kind.type(),
                request.path().get(1),
                request.path().get(2),
                PutMode.REPLACE,
                data,
                ttl,
                SyncForm.ifMatch(request));
        return request.ask(command)
                .compose(item -> moveEndOfCollection(request, form, item))
                .map(item -> answer(200, request, item));
    }

    private Future<GatewayResponse> remove(RestRequest request) {
        return request.ask(new RemoveItem(
                        kind.type(), request.path().get(1), request.path().get(2), SyncForm.ifMatch(request)))
                .map(removed -> GatewayResponse.noContent());
    }

    private Future<ItemState> moveEndOfCollection(RestRequest request, SyncForm form, ItemState item) {
        Long ttl = form.ttl("CollectionTtl");
        return ttl == null
                ? Future.succeededFuture(item)
                : request.ask(new UpdateObject(kind.type(), item.collection().value(), null, ttl, null))
                        .map(item);
    }

    /** Whether a parameter is the second of two words, of which the first counts where it is absent. */
    private static boolean word(RestRequest request, String name, String first, String second, ErrorCode otherwise) {
        String word = request.http().parameter(name);
        if (word == null || word.isEmpty() || word.equalsIgnoreCase(first)) {
            return false;
        }
        if (word.equalsIgnoreCase(second)) {
            return true;
        }
        throw new RequestFailedException(otherwise);
    }

    private GatewayResponse answer(int status, RestRequest request, ItemState item) {
        JsonWriter json = new JsonWriter();
        fields(json, request, item);
        return new GatewayResponse(status, Map.of("ETag", "\"" + item.revisionText() + "\""), json.toBytes());
    }

    private void fields(JsonWriter json, RestRequest request, ItemState item) {
        String collection = item.collection().value();
        if (kind == SyncKind.LIST) {
            json.number("index", Long.parseLong(item.key()));
        } else {
            json.text("key", item.key());
        }
        json.text("account_sid", request.account())
                .text("service_sid", request.service())
                .text(kind.sidField(), collection)
                .text("url", request.url(kind.path() + "/" + collection + "/Items/" + RestRequest.encode(item.key())))
                .text("revision", item.revisionText())
                .raw("data", item.data());
        RestJson.dates(
                RestJson.date(json, "date_expires", item.expiresMillis()), item.createdMillis(), item.updatedMillis());
        json.text("created_by", item.createdBy());
    }
}
