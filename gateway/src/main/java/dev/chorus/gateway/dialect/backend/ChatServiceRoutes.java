package dev.chorus.gateway.dialect.backend;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.CommandBus;
import dev.chorus.contract.Command;
import dev.chorus.contract.Reply;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.role.CreateRole;
import dev.chorus.contract.role.DeleteRole;
import dev.chorus.contract.role.ListRoles;
import dev.chorus.contract.role.MessagingSettings;
import dev.chorus.contract.role.ReadMessagingSettings;
import dev.chorus.contract.role.RolePermission;
import dev.chorus.contract.role.RoleState;
import dev.chorus.contract.role.RoleType;
import dev.chorus.contract.role.UpdateMessagingSettings;
import dev.chorus.contract.role.UpdateRole;
import dev.chorus.gateway.auth.BackEndCredentials;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayRequest;
import dev.chorus.gateway.tunnel.GatewayResponse;
import dev.chorus.gateway.tunnel.RouteTable;
import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A chat service's settings and roles, for back ends (REST specification, sections 5.1 and 5.7). */
public final class ChatServiceRoutes {
    private static final String SERVICE = "/chat/v2/Services/{service}";

    private final CommandBus bus;
    private final BackEndCredentials credentials;

    /** Routes that ask the messaging service over a bus for those whom the credentials let. */
    public ChatServiceRoutes(CommandBus bus, BackEndCredentials credentials) {
        this.bus = bus;
        this.credentials = credentials;
    }

    /** Adds them to a gateway's. */
    public void addTo(RouteTable routes) {
        String roles = SERVICE + "/Roles";
        routes.add(
                        "GET",
                        SERVICE,
                        (request, path) -> ask(request, path.get(0), new ReadMessagingSettings())
                                .map(settings -> service(request, path.get(0), settings)))
                .add("POST", SERVICE, (request, path) -> updateService(request, path.get(0)))
                .add("GET", roles, (request, path) -> listRoles(request, path.get(0)))
                .add("POST", roles, (request, path) -> createRole(request, path.get(0)))
                .add("GET", roles + "/{role}", (request, path) -> fetchRole(request, path))
                .add("POST", roles + "/{role}", (request, path) -> updateRole(request, path))
                .add(
                        "DELETE",
                        roles + "/{role}",
                        (request, path) -> ask(request, path.get(0), new DeleteRole(path.get(1)))
                                .map(done -> GatewayResponse.noContent()));
    }

    private Future<GatewayResponse> updateService(GatewayRequest request, String service) {
        Form form = Form.of(request);
        return ask(request, service, new ReadMessagingSettings())
                .compose(now -> ask(
                        request,
                        service,
                        new UpdateMessagingSettings(new MessagingSettings(
                                form.text("DefaultServiceRoleSid", now.serviceRoleSid()),
                                form.text("DefaultChannelRoleSid", now.channelRoleSid()),
                                form.text("DefaultChannelCreatorRoleSid", now.channelCreatorRoleSid()),
                                form.flag("ReachabilityEnabled", now.reachabilityEnabled()),
                                form.number("TypingIndicatorTimeout", now.typingTimeoutSeconds(), 1, 60),
                                form.number("ConsumptionReportInterval", now.consumptionReportSeconds(), 1, 59),
                                form.number("Limits.ChannelMembers", now.channelMembers(), 1, 1_000),
                                form.number("Limits.UserChannels", now.userChannels(), 1, 1_000)))))
                .map(updated -> service(request, service, updated));
    }

    private static GatewayResponse service(GatewayRequest request, String service, MessagingSettings settings) {
        String url = request.baseUrl() + "/chat/v2/Services/" + service;
        return GatewayResponse.of(
                200,
                new JsonWriter()
                        .text("sid", service)
                        .text("default_service_role_sid", settings.serviceRoleSid())
                        .text("default_channel_role_sid", settings.channelRoleSid())
                        .text("default_channel_creator_role_sid", settings.channelCreatorRoleSid())
                        .flag("read_status_enabled", true)
                        .flag("reachability_enabled", settings.reachabilityEnabled())
                        .number("typing_indicator_timeout", settings.typingTimeoutSeconds())
                        .number("consumption_report_interval", settings.consumptionReportSeconds())
                        .object(
                                "limits",
                                limits -> limits.number("channel_members", settings.channelMembers())
                                        .number("user_channels", settings.userChannels()))
                        .text("url", url)
                        .object("links", links -> links.text("roles", url + "/Roles")));
    }

    private Future<GatewayResponse> listRoles(GatewayRequest request, String service) {
        String url = request.baseUrl() + "/chat/v2/Services/" + service + "/Roles";
        return ask(request, service, new ListRoles())
                .map(list -> GatewayResponse.of(
                        200,
                        new JsonWriter()
                                .objects("roles", list.roles(), (json, role) -> fields(json, url, service, role))
                                .object(
                                        "meta",
                                        meta -> meta.text("key", "roles")
                                                .number("page", 0)
                                                .number(
                                                        "page_size",
                                                        list.roles().size())
                                                .text("url", url)
                                                .text("first_page_url", url)
                                                .text("previous_page_url", null)
                                                .text("next_page_url", null))));
    }

    private Future<GatewayResponse> createRole(GatewayRequest request, String service) {
        Form form = Form.of(request);
        RoleType type =
                RoleType.DEPLOYMENT.word().equals(form.text("Type", "")) ? RoleType.DEPLOYMENT : RoleType.CHANNEL;
        CreateRole command = new CreateRole(form.text("FriendlyName", ""), type, permissions(form));
        return ask(request, service, command).map(role -> answer(201, request, service, role));
    }

    private Future<GatewayResponse> fetchRole(GatewayRequest request, List<String> path) {
        return ask(request, path.get(0), new ListRoles())
                .map(list -> list.roles().stream()
                        .filter(role -> role.sid().equals(path.get(1)))
                        .findFirst()
                        .map(role -> answer(200, request, path.get(0), role))
                        .orElseThrow(() -> new RequestFailedException(ErrorCode.ROLE_NOT_FOUND)));
    }

    private Future<GatewayResponse> updateRole(GatewayRequest request, List<String> path) {
        UpdateRole command = new UpdateRole(path.get(1), permissions(Form.of(request)));
        return ask(request, path.get(0), command).map(role -> answer(200, request, path.get(0), role));
    }

    private <R extends Reply> Future<R> ask(GatewayRequest request, String service, Command<R> command) {
        return credentials
                .account(request)
                .compose(account -> bus.request(BusAddress.MESSAGING, Caller.backEnd(account, service), command));
    }

    private static GatewayResponse answer(int status, GatewayRequest request, String service, RoleState role) {
        JsonWriter json = new JsonWriter();
        fields(json, request.baseUrl() + "/chat/v2/Services/" + service + "/Roles", service, role);
        return GatewayResponse.of(status, json);
    }

    private static void fields(JsonWriter json, String url, String service, RoleState role) {
        json.text("sid", role.sid())
                .text("service_sid", service)
                .text("friendly_name", role.friendlyName())
                .text("type", role.type().word())
                .texts(
                        "permissions",
                        role.permissions().stream()
                                .map(RolePermission::word)
                                .sorted()
                                .toList())
                .date("date_created", role.createdMillis())
                .date("date_updated", role.updatedMillis())
                .text("url", url + "/" + role.sid());
    }

    private static Set<RolePermission> permissions(Form form) {
        Set<RolePermission> permissions = EnumSet.noneOf(RolePermission.class);
        for (String word : form.all("Permission")) {
            permissions.add(RolePermission.ofWord(word)
                    .orElseThrow(() ->
                            new RequestFailedException(ErrorCode.BAD_REQUEST, "Permission: " + word + " is none")));
        }
        return permissions;
    }
}
