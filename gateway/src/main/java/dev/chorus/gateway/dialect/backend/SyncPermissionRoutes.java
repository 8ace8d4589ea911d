package dev.chorus.gateway.dialect.backend;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.permission.Permission;
import dev.chorus.contract.permission.ReadPermissions;
import dev.chorus.contract.permission.RemovePermission;
import dev.chorus.contract.permission.SetPermission;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayResponse;
import io.vertx.core.Future;
import java.util.List;

/** Who may do what with an object (REST specification, section 7.5). */
final class SyncPermissionRoutes {
    private static final int IDENTITY_CHARACTERS = 256;

    private final SyncKind kind;

    SyncPermissionRoutes(SyncKind kind) {
        this.kind = kind;
    }

    void addTo(RestRoutes routes) {
        String all = kind.path() + "/{id}/Permissions";
        String one = all + "/{identity}";
        routes.add("GET", all, this::list)
                .add("GET", one, this::fetch)
                .add("POST", one, this::set)
                .add("DELETE", one, this::remove);
    }

    private Future<GatewayResponse> list(RestRequest request) {
        String id = request.path().get(1);
        return request.ask(new ReadPermissions(kind.type(), id)).map(found -> {
            String url = request.url(kind.path() + "/" + RestRequest.encode(id) + "/Permissions");
            RestPages pages = RestPages.of(request.http(), url, RestPages.MOST);
            String from = pages.from();
            // They are read whole, as they are few; a page begins behind an identity.
            List<Permission> rest = found.permissions().stream()
                    .filter(permission -> from == null || hex(permission).compareTo(from) > 0)
                    .sorted((one, other) -> hex(one).compareTo(hex(other)))
                    .toList();
            List<Permission> page = rest.subList(0, Math.min(rest.size(), pages.size()));
            String next = page.size() < rest.size() ? hex(page.get(page.size() - 1)) : null;
            return pages.answer("permissions", page, next, (json, permission) -> fields(json, request, permission));
        });
    }

    private Future<GatewayResponse> fetch(RestRequest request) {
        return request.ask(new ReadPermissions(kind.type(), request.path().get(1)))
                .map(found -> answer(
                        request,
                        found.permissions().stream()
                                .filter(permission -> permission
                                        .identity()
                                        .equals(request.path().get(2)))
                                .findAny()
                                .orElseThrow(() -> new RequestFailedException(ErrorCode.NOT_FOUND))));
    }

    private Future<GatewayResponse> set(RestRequest request) {
        Form form = Form.of(request.http());
        String identity = request.path().get(2);
        if (identity.length() > IDENTITY_CHARACTERS) {
            throw new RequestFailedException(ErrorCode.SYNC_IDENTITY_INVALID);
        }
        SetPermission command = new SetPermission(
                kind.type(),
                request.path().get(1),
                identity,
                form.flag("Read"),
                form.flag("Write"),
                form.flag("Manage"));
        return request.ask(command).map(permission -> answer(request, permission));
    }

    private Future<GatewayResponse> remove(RestRequest request) {
        return request.ask(new RemovePermission(
                        kind.type(), request.path().get(1), request.path().get(2)))
                .map(done -> GatewayResponse.noContent());
    }

    private GatewayResponse answer(RestRequest request, Permission permission) {
        JsonWriter json = new JsonWriter();
        fields(json, request, permission);
        return GatewayResponse.of(200, json);
    }

    private void fields(JsonWriter json, RestRequest request, Permission permission) {
        String object = permission.object().value();
        json.text("account_sid", request.account())
                .text("service_sid", request.service())
                .text(kind.sidField(), object)
                .text("identity", permission.identity())
                .flag("read", permission.read())
                .flag("write", permission.write())
                .flag("manage", permission.manage())
                .text(
                        "url",
                        request.url(kind.path() + "/" + object + "/Permissions/"
                                + RestRequest.encode(permission.identity())));
    }

    private static String hex(Permission permission) {
        return RestPages.token(permission.identity());
    }
}
