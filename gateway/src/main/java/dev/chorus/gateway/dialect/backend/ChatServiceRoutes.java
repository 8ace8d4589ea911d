package dev.chorus.gateway.dialect.backend;

import dev.chorus.bus.BusAddress;
import dev.chorus.contract.Command;
import dev.chorus.contract.Reply;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.access.CreateService;
import dev.chorus.contract.access.DeleteService;
import dev.chorus.contract.access.ListServices;
import dev.chorus.contract.access.ReadServiceSettings;
import dev.chorus.contract.access.RenameService;
import dev.chorus.contract.access.ServiceSettings;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.role.EraseMessaging;
import dev.chorus.contract.role.MessagingSettings;
import dev.chorus.contract.role.ReadMessagingSettings;
import dev.chorus.contract.role.UpdateMessagingSettings;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayResponse;
import io.vertx.core.Future;

/** Services as chat has them (REST specification, section 5.1). */
final class ChatServiceRoutes {
    private static final String ALL = "/Services";

    private ChatServiceRoutes() {}

    /** A service as accounts know it and as chat does. */
    private record Service(ServiceSettings account, MessagingSettings chat) {}

    static void addTo(ChatRoutes routes) {
        routes.addService("POST", ALL, ChatServiceRoutes::create)
                .addService("GET", ALL, ChatServiceRoutes::list)
                .addService(
                        "GET",
                        ChatRoutes.SERVICE,
                        request -> read(request, request.service()).map(service -> answer(200, request, service)))
                .addService("POST", ChatRoutes.SERVICE, ChatServiceRoutes::update)
                .addService("DELETE", ChatRoutes.SERVICE, ChatServiceRoutes::delete);
    }

    private static Future<GatewayResponse> create(ChatRequest request) {
        String name = request.form().required("FriendlyName", ErrorCode.FRIENDLY_NAME_MISSING);
        return askAccount(request, "", new CreateService(name))
                .compose(made -> read(request, made.sid()))
                .map(service -> answer(201, request, service));
    }

    private static Future<GatewayResponse> list(ChatRequest request) {
        String url = request.http().baseUrl() + request.face().prefix() + ALL;
        ChatPages pages = ChatPages.of(request, url, ChatPages.MOST);
        return askAccount(request, "", new ListServices(pages.from(), pages.size()))
                .compose(page -> Future.all(page.services().stream()
                                .map(account -> withChat(request, account))
                                .toList())
                        .map(found -> pages.answer(
                                "services",
                                found.<Service>list(),
                                page.next(),
                                (json, service) -> fields(json, request, service))));
    }

    private static Future<GatewayResponse> update(ChatRequest request) {
        Form form = request.form().form();
        String name = request.form().text("FriendlyName");
        return askChat(request, request.service(), new ReadMessagingSettings())
                .compose(now -> {
                    MessagingSettings then = new MessagingSettings(
                            form.text("DefaultServiceRoleSid", now.serviceRoleSid()),
                            form.text("DefaultChannelRoleSid", now.channelRoleSid()),
                            form.text("DefaultChannelCreatorRoleSid", now.channelCreatorRoleSid()),
                            form.flag("ReachabilityEnabled", now.reachabilityEnabled()),
                            form.number("TypingIndicatorTimeout", now.typingTimeoutSeconds(), 1, 60),
                            form.number("ConsumptionReportInterval", now.consumptionReportSeconds(), 1, 59),
                            form.number("Limits.ChannelMembers", now.channelMembers(), 1, 1_000),
                            form.number("Limits.UserChannels", now.userChannels(), 1, 1_000),
                            form.flag("ReadStatusEnabled", now.readStatusEnabled()));
                    return then.equals(now)
                            ? Future.succeededFuture(now)
                            : askChat(request, request.service(), new UpdateMessagingSettings(then));
                })
                .compose(chat -> (name == null
                                ? askAccount(request, request.service(), new ReadServiceSettings())
                                : askAccount(
                                        request, request.service(), new RenameService(name.isEmpty() ? null : name)))
                        .map(account -> answer(200, request, new Service(account, chat))));
    }

    /** What is in it goes first, so that it can be removed again where that fails. */
    private static Future<GatewayResponse> delete(ChatRequest request) {
        return askChat(request, request.service(), new EraseMessaging())
                .compose(erased -> askAccount(request, request.service(), new DeleteService()))
                .map(done -> GatewayResponse.noContent());
    }

    private static Future<Service> read(ChatRequest request, String sid) {
        return askAccount(request, sid, new ReadServiceSettings()).compose(account -> withChat(request, account));
    }

    private static Future<Service> withChat(ChatRequest request, ServiceSettings account) {
        return askChat(request, account.sid(), new ReadMessagingSettings()).map(chat -> new Service(account, chat));
    }

    private static <R extends Reply> Future<R> askAccount(ChatRequest request, String service, Command<R> command) {
        return request.bus().request(BusAddress.SYNC, Caller.backEnd(request.account(), service), command);
    }

    private static <R extends Reply> Future<R> askChat(ChatRequest request, String service, Command<R> command) {
        return request.bus().request(BusAddress.MESSAGING, Caller.backEnd(request.account(), service), command);
    }

    private static GatewayResponse answer(int status, ChatRequest request, Service service) {
        JsonWriter json = new JsonWriter();
        fields(json, request, service);
        return GatewayResponse.of(status, json);
    }

    private static void fields(JsonWriter json, ChatRequest request, Service service) {
        ServiceSettings account = service.account();
        MessagingSettings chat = service.chat();
        boolean first = request.face().first();
        String url = request.http().baseUrl() + request.face().prefix() + ALL + "/" + account.sid();
        json.text("sid", account.sid())
                .text("account_sid", account.accountSid())
                .text("friendly_name", account.friendlyName())
                .text("default_service_role_sid", chat.serviceRoleSid())
                .text("default_channel_role_sid", chat.channelRoleSid())
                .text("default_channel_creator_role_sid", chat.channelCreatorRoleSid())
                .flag("read_status_enabled", chat.readStatusEnabled())
                .flag("reachability_enabled", chat.reachabilityEnabled())
                .number("typing_indicator_timeout", chat.typingTimeoutSeconds())
                .number("consumption_report_interval", chat.consumptionReportSeconds())
                .object(
                        "limits",
                        limits -> limits.number("channel_members", chat.channelMembers())
                                .number("user_channels", chat.userChannels()));
        ChatServiceDefaults.webhooks(json, first);
        ChatServiceDefaults.notifications(json, first);
        ChatJson.dates(
                        json,
                        account.createdMillis(),
                        account.updatedMillis() == 0 ? account.createdMillis() : account.updatedMillis())
                .text("url", url)
                .object("links", links -> {
                    links.text("channels", url + "/Channels")
                            .text("users", url + "/Users")
                            .text("roles", url + "/Roles");
                    if (!first) {
                        links.text("bindings", url + "/Bindings");
                    }
                });
    }
}
