package dev.chorus.gateway.dialect.backend;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.object.CreateObject;
import dev.chorus.contract.object.ListObjects;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectState;
import dev.chorus.contract.object.ReadObject;
import dev.chorus.contract.object.RemoveObject;
import dev.chorus.contract.object.UpdateObject;
import dev.chorus.contract.value.Json;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayResponse;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Documents, lists, maps and streams as wholes (REST specification, sections 7.2, 7.3 and 7.6). */
final class SyncObjectRoutes {
    private final SyncKind kind;

    SyncObjectRoutes(SyncKind kind) {
        this.kind = kind;
    }

    void addTo(RestRoutes routes) {
        String one = kind.path() + "/{id}";
        routes.add("POST", kind.path(), this::create)
                .add("GET", kind.path(), this::list)
                .add("GET", one, this::fetch)
                .add("POST", one, this::update)
                .add("DELETE", one, this::remove);
        if (kind != SyncKind.STREAM) {
            new SyncPermissionRoutes(kind).addTo(routes);
        }
    }

    private Future<GatewayResponse> create(RestRequest request) {
        SyncForm form = SyncForm.of(request);
        CreateObject command = new CreateObject(
                kind.type(),
                form.form().has("UniqueName") ? form.form().text("UniqueName", "") : null,
                kind == SyncKind.DOCUMENT ? form.data() : null,
                ttl(form));
        return request.ask(command).map(object -> answer(201, request, object));
    }

    private Future<GatewayResponse> list(RestRequest request) {
        RestPages pages = RestPages.of(request.http(), request.url(kind.path()), RestPages.MOST);
        String from = pages.from();
        if (from != null && !ObjectSid.isSid(from)) {
            throw new RequestFailedException(ErrorCode.PAGE_TOKEN_INVALID);
        }
        return request.ask(new ListObjects(kind.type(), from == null ? null : new ObjectSid(from), pages.size()))
                .map(page -> {
                    List<ObjectState> objects = page.objects();
                    String next = page.hasNext() && !objects.isEmpty()
                            ? objects.get(objects.size() - 1).sid().value()
                            : null;
                    return pages.answer(kind.key(), objects, next, (json, object) -> fields(json, request, object));
                });
    }

    private Future<GatewayResponse> fetch(RestRequest request) {
        return request.ask(new ReadObject(kind.type(), request.path().get(1)))
                .map(object -> answer(200, request, object));
    }

    private Future<GatewayResponse> update(RestRequest request) {
        SyncForm form = SyncForm.of(request);
        Json data = kind == SyncKind.DOCUMENT ? form.data() : null;
        Long ttl = ttl(form);
        if (data == null && ttl == null) {
            throw new RequestFailedException(ErrorCode.NOTHING_TO_CHANGE);
        }
        return request.ask(new UpdateObject(kind.type(), request.path().get(1), data, ttl, SyncForm.ifMatch(request)))
                .map(object -> answer(200, request, object));
    }

    private Future<GatewayResponse> remove(RestRequest request) {
        return request.ask(new RemoveObject(kind.type(), request.path().get(1), SyncForm.ifMatch(request)))
                .map(done -> GatewayResponse.noContent());
    }

    private @Nullable Long ttl(SyncForm form) {
        return kind.type().isCollection() ? form.ttl("CollectionTtl", "Ttl") : form.ttl("Ttl");
    }

    private GatewayResponse answer(int status, RestRequest request, ObjectState object) {
        JsonWriter json = new JsonWriter();
        fields(json, request, object);
        return new GatewayResponse(
                status,
                kind == SyncKind.STREAM ? Map.of() : Map.of("ETag", "\"" + object.revision() + "\""),
                json.toBytes());
    }

    private void fields(JsonWriter json, RestRequest request, ObjectState object) {
        String url = request.url(kind.path() + "/" + object.sid());
        json.text("sid", object.sid().value())
                .text("unique_name", object.uniqueName())
                .text("account_sid", request.account())
                .text("service_sid", request.service())
                .text("url", url)
                .object("links", links -> {
                    if (kind == SyncKind.STREAM) {
                        links.text("messages", url + "/Messages");
                        return;
                    }
                    if (kind != SyncKind.DOCUMENT) {
                        links.text("items", url + "/Items");
                    }
                    links.text("permissions", url + "/Permissions");
                });
        if (kind != SyncKind.STREAM) {
            json.text("revision", object.revision());
        }
        if (kind == SyncKind.DOCUMENT) {
            json.raw("data", object.data());
        }
        RestJson.dates(
                RestJson.date(json, "date_expires", object.expiresMillis()),
                object.createdMillis(),
                object.updatedMillis());
        json.text("created_by", object.createdBy());
    }
}
