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
import java.util.function.BiFunction;

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
        String role = roles + "/{role}";
        add(routes, "GET", SERVICE, (asked, request) -> fetchService(asked));
        add(routes, "POST", SERVICE, (asked, request) -> updateService(asked, Form.of(request)));
        add(routes, "GET", roles, (asked, request) -> listRoles(asked));
        add(routes, "POST", roles, (asked, request) -> createRole(asked, Form.of(request)));
        add(routes, "GET", role, (asked, request) -> fetchRole(asked));
        add(routes, "POST", role, (asked, request) -> updateRole(asked, Form.of(request)));
        add(
                routes,
                "DELETE",
                role,
                (asked, request) -> asked.of(new DeleteRole(asked.role())).map(done -> GatewayResponse.noContent()));
    }

    /** What an account asks about one of its services. */
    private record Asked(CommandBus bus, String account, List<String> path, String baseUrl) {
        String service() {
            return path.get(0);
        }

        String role() {
            return path.get(1);
        }

        String url() {
            return baseUrl + "/chat/v2/Services/" + service();
        }

        <R extends Reply> Future<R> of(Command<R> command) {
            return bus.request(BusAddress.MESSAGING, Caller.backEnd(account, service()), command);
        }
    }

    private void add(
            RouteTable routes,
            String method,
            String template,
            BiFunction<Asked, GatewayRequest, Future<GatewayResponse>> route) {
        routes.add(
                method,
                template,
                (request, path) -> credentials
                        .account(request)
                        .compose(account -> route.apply(new Asked(bus, account, path, request.baseUrl()), request)));
    }

    private static Future<GatewayResponse> fetchService(Asked asked) {
        return asked.of(new ReadMessagingSettings()).map(settings -> answer(asked, settings));
    }

    private static Future<GatewayResponse> updateService(Asked asked, Form form) {
        return asked.of(new ReadMessagingSettings())
                .compose(now -> asked.of(new UpdateMessagingSettings(new MessagingSettings(
                        form.text("DefaultServiceRoleSid", now.serviceRoleSid()),
                        form.text("DefaultChannelRoleSid", now.channelRoleSid()),
                        form.text("DefaultChannelCreatorRoleSid", now.channelCreatorRoleSid()),
                        form.flag("ReachabilityEnabled", now.reachabilityEnabled()),
                        form.number("TypingIndicatorTimeout", now.typingTimeoutSeconds(), 1, 60),
                        form.number("ConsumptionReportInterval", now.consumptionReportSeconds(), 1, 59),
                        form.number("Limits.ChannelMembers", now.channelMembers(), 1, 1_000),
                        form.number("Limits.UserChannels", now.userChannels(), 1, 1_000)))))
                .map(updated -> answer(asked, updated));
    }

    private static GatewayResponse answer(Asked asked, MessagingSettings settings) {
        return GatewayResponse.of(
                200,
                new JsonWriter()
                        .text("sid", asked.service())
                        .text("account_sid", asked.account())
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
                        .text("url", asked.url())
                        .object("links", links -> links.text("roles", asked.url() + "/Roles")));
    }

    /** All roles are one page: a service has few. */
    private static Future<GatewayResponse> listRoles(Asked asked) {
        String url = asked.url() + "/Roles";
        return asked.of(new ListRoles())
                .map(list -> GatewayResponse.of(
                        200,
                        new JsonWriter()
                                .objects("roles", list.roles(), (json, role) -> fields(json, asked, role))
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

    private static Future<GatewayResponse> createRole(Asked asked, Form form) {
        CreateRole command = new CreateRole(form.required("FriendlyName"), type(form), permissions(form));
        return asked.of(command).map(role -> answer(201, asked, role));
    }

    private static Future<GatewayResponse> fetchRole(Asked asked) {
        return asked.of(new ListRoles())
                .map(list -> list.roles().stream()
                        .filter(role -> role.sid().equals(asked.role()))
                        .findFirst()
                        .map(role -> answer(200, asked, role))
                        .orElseThrow(() -> new RequestFailedException(ErrorCode.ROLE_NOT_FOUND)));
    }

    private static Future<GatewayResponse> updateRole(Asked asked, Form form) {
        return asked.of(new UpdateRole(asked.role(), permissions(form))).map(role -> answer(200, asked, role));
    }

    private static GatewayResponse answer(int status, Asked asked, RoleState role) {
        JsonWriter json = new JsonWriter();
        fields(json, asked, role);
        return GatewayResponse.of(status, json);
    }

    private static void fields(JsonWriter json, Asked asked, RoleState role) {
        json.text("sid", role.sid())
                .text("account_sid", asked.account())
                .text("service_sid", asked.service())
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
                .text("url", asked.url() + "/Roles/" + role.sid());
    }

    private static RoleType type(Form form) {
        String word = form.required("Type");
        for (RoleType type : RoleType.values()) {
            if (type.word().equals(word)) {
                return type;
            }
        }
        throw new RequestFailedException(ErrorCode.BAD_REQUEST, "Type: " + word + " (expected: channel, deployment)");
    }

    private static Set<RolePermission> permissions(Form form) {
        form.required("Permission");
        Set<RolePermission> permissions = EnumSet.noneOf(RolePermission.class);
        for (String word : form.all("Permission")) {
            permissions.add(RolePermission.ofWord(word)
                    .orElseThrow(() ->
                            new RequestFailedException(ErrorCode.BAD_REQUEST, "Permission: " + word + " is none")));
        }
        return permissions;
    }
}
