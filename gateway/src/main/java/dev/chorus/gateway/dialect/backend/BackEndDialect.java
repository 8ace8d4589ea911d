package dev.chorus.gateway.dialect.backend;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.CommandBus;
import dev.chorus.contract.Command;
import dev.chorus.contract.Reply;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.access.ReadServiceSettings;
import dev.chorus.contract.access.ServiceSettings;
import dev.chorus.contract.access.UpdateServiceSettings;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.permission.Permission;
import dev.chorus.contract.permission.ReadPermissions;
import dev.chorus.contract.permission.RemovePermission;
import dev.chorus.contract.permission.SetPermission;
import dev.chorus.gateway.auth.BackEndCredentials;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayRequest;
import dev.chorus.gateway.tunnel.GatewayResponse;
import dev.chorus.gateway.tunnel.RouteTable;
import io.vertx.core.Future;
import java.util.List;

/** Service settings and permissions, for back ends (REST specification, sections 7.1 and 7.5). */
public final class BackEndDialect {
    private static final String SERVICE = "/sync/v1/Services/{service}";

    private final CommandBus bus;
    private final BackEndCredentials credentials;

    /** A dialect that asks services over a bus for those whom the credentials let. */
    public BackEndDialect(CommandBus bus, BackEndCredentials credentials) {
        this.bus = bus;
        this.credentials = credentials;
    }

    /** Adds the dialect's routes to a gateway's. */
    public void addTo(RouteTable routes) {
        routes.add("GET", SERVICE, (request, path) -> settings(request, path.get(0), new ReadServiceSettings()))
                .add("POST", SERVICE, (request, path) -> settings(request, path.get(0), update(request)));
        addPermissions(routes, ObjectType.DOCUMENT, "Documents");
        addPermissions(routes, ObjectType.LIST, "Lists");
        addPermissions(routes, ObjectType.MAP, "Maps");
    }

    private void addPermissions(RouteTable routes, ObjectType type, String segment) {
        String all = SERVICE + "/" + segment + "/{id}/Permissions";
        String one = all + "/{identity}";
        routes.add("GET", all, (request, path) -> list(request, type, path))
                .add("GET", one, (request, path) -> fetch(request, type, path))
                .add("POST", one, (request, path) -> set(request, type, path))
                .add("DELETE", one, (request, path) -> remove(request, type, path));
    }

    private Future<GatewayResponse> settings(GatewayRequest request, String service, Command<ServiceSettings> command) {
        return ask(request, service, command)
                .map(settings -> GatewayResponse.of(
                        200,
                        new JsonWriter()
                                .text("sid", settings.sid())
                                .text("account_sid", settings.accountSid())
                                .flag("acl_enabled", settings.aclEnabled())
                                .text("url", request.baseUrl() + request.path())));
    }

    private static Command<ServiceSettings> update(GatewayRequest request) {
        Form form = Form.of(request);
        return form.has("AclEnabled") ? new UpdateServiceSettings(form.flag("AclEnabled")) : new ReadServiceSettings();
    }

    private Future<GatewayResponse> list(GatewayRequest request, ObjectType type, List<String> path) {
        String url = request.baseUrl() + request.path();
        return ask(request, path.get(0), new ReadPermissions(type, path.get(1)))
                .map(all -> GatewayResponse.of(
                        200,
                        new JsonWriter()
                                .objects(
                                        "permissions",
                                        all.permissions(),
                                        (json, permission) -> fields(json, path.get(0), type, permission))
                                .object(
                                        "meta",
                                        meta -> meta.text("key", "permissions")
                                                .number("page", 0)
                                                .number(
                                                        "page_size",
                                                        all.permissions().size())
                                                .text("url", url)
                                                .text("first_page_url", url)
                                                .text("previous_page_url", null)
                                                .text("next_page_url", null))));
    }

    private Future<GatewayResponse> fetch(GatewayRequest request, ObjectType type, List<String> path) {
        return ask(request, path.get(0), new ReadPermissions(type, path.get(1)))
                .map(all -> all.permissions().stream()
                        .filter(permission -> permission.identity().equals(path.get(2)))
                        .findAny()
                        .orElseThrow(() -> new RequestFailedException(ErrorCode.NOT_FOUND)))
                .map(permission -> response(path.get(0), type, permission));
    }

    private Future<GatewayResponse> set(GatewayRequest request, ObjectType type, List<String> path) {
        Form form = Form.of(request);
        SetPermission command = new SetPermission(
                type, path.get(1), path.get(2), form.flag("Read"), form.flag("Write"), form.flag("Manage"));
        return ask(request, path.get(0), command).map(permission -> response(path.get(0), type, permission));
    }

    private Future<GatewayResponse> remove(GatewayRequest request, ObjectType type, List<String> path) {
        return ask(request, path.get(0), new RemovePermission(type, path.get(1), path.get(2)))
                .map(done -> GatewayResponse.noContent());
    }

    private <R extends Reply> Future<R> ask(GatewayRequest request, String service, Command<R> command) {
        return credentials
                .account(request)
                .compose(account -> bus.request(BusAddress.SYNC, Caller.backEnd(account, service), command));
    }

    private static GatewayResponse response(String service, ObjectType type, Permission permission) {
        JsonWriter body = new JsonWriter();
        fields(body, service, type, permission);
        return GatewayResponse.of(200, body);
    }

    private static void fields(JsonWriter body, String service, ObjectType type, Permission permission) {
        body.text("service_sid", service)
                .text(type.word() + "_sid", permission.object().value())
                .text("identity", permission.identity())
                .flag("read", permission.read())
                .flag("write", permission.write())
                .flag("manage", permission.manage());
    }
}
