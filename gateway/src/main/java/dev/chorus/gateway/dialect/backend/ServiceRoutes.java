package dev.chorus.gateway.dialect.backend;

import dev.chorus.bus.BusAddress;
import dev.chorus.contract.Command;
import dev.chorus.contract.Done;
import dev.chorus.contract.Reply;
import dev.chorus.contract.access.CreateService;
import dev.chorus.contract.access.DeleteService;
import dev.chorus.contract.access.ListServices;
import dev.chorus.contract.access.ReadServiceSettings;
import dev.chorus.contract.access.ServiceSettings;
import dev.chorus.contract.access.UpdateChatWebhooks;
import dev.chorus.contract.access.UpdateServiceSettings;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.object.EraseObjects;
import dev.chorus.contract.role.EraseMessaging;
import dev.chorus.contract.role.MessagingSettings;
import dev.chorus.contract.role.ReadMessagingSettings;
import dev.chorus.contract.role.UpdateMessagingSettings;
import dev.chorus.gateway.dialect.backend.RestFace.Product;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayResponse;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * Services (REST specification, sections 5.1 and 7.1). Chat and Sync have them in common: each face shows its own side of
 * a service, and an address that both products have shows both.
 */
final class ServiceRoutes {
    private static final String ALL = "/Services";

    private ServiceRoutes() {}

    /** A service as accounts know it and, where the face shows that, as chat does. */
    private record Service(
            ServiceSettings account, @Nullable MessagingSettings chat) {}

    static void addTo(RestRoutes routes) {
        routes.addTop("POST", ALL, ServiceRoutes::create)
                .addTop("GET", ALL, ServiceRoutes::list)
                .addTop(
                        "GET",
                        RestRoutes.SERVICE,
                        request -> read(request, request.service()).map(service -> answer(200, request, service)))
                .addTop("POST", RestRoutes.SERVICE, ServiceRoutes::update)
                .addTop("DELETE", RestRoutes.SERVICE, ServiceRoutes::delete);
    }

    private static Future<GatewayResponse> create(RestRequest request) {
        String name = request.face().has(Product.SYNC)
                ? request.form().textOrNothing("FriendlyName")
                : request.form().required("FriendlyName", ErrorCode.FRIENDLY_NAME_MISSING);
        UpdateServiceSettings settings = settings(request);
        return askAccount(request, "", new CreateService(name))
                .compose(made ->
                        settings == null ? Future.succeededFuture(made) : askAccount(request, made.sid(), settings))
                .compose(made -> withChat(request, made))
                .map(service -> answer(201, request, service));
    }

    private static Future<GatewayResponse> list(RestRequest request) {
        String url = request.http().baseUrl() + request.face().prefix() + ALL;
        RestPages pages = RestPages.of(request.http(), url, RestPages.MOST);
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

    private static Future<GatewayResponse> update(RestRequest request) {
        UpdateServiceSettings settings = settings(request);
        Future<ServiceSettings> account =
                askAccount(request, request.service(), settings == null ? new ReadServiceSettings() : settings);
        return account.compose(settled -> updateWebhooks(request, settled))
                .compose(settled -> request.face().has(Product.CHAT)
                        ? updateChat(request).map(chat -> new Service(settled, chat))
                        : Future.succeededFuture(new Service(settled, null)))
                .map(service -> answer(200, request, service));
    }

    private static Future<ServiceSettings> updateWebhooks(RestRequest request, ServiceSettings settled) {
        Form form = request.form().form();
        if (!request.face().has(Product.CHAT)) {
            return Future.succeededFuture(settled);
        }
        UpdateChatWebhooks asked = new UpdateChatWebhooks(
                WebhookForm.url(form, "PreWebhookUrl", ErrorCode.CHAT_WEBHOOK_URL_INVALID),
                WebhookForm.url(form, "PostWebhookUrl", ErrorCode.CHAT_WEBHOOK_URL_INVALID),
                WebhookForm.method(form, "WebhookMethod"),
                form.has("WebhookFilters")
                        ? form.all("WebhookFilters").stream()
                                .filter(name -> !name.isEmpty())
                                .toList()
                        : null,
                form.has("PreWebhookRetryCount") ? Long.valueOf(form.number("PreWebhookRetryCount", 0, 0, 3)) : null,
                form.has("PostWebhookRetryCount") ? Long.valueOf(form.number("PostWebhookRetryCount", 0, 0, 3)) : null);
        return asked.equals(new UpdateChatWebhooks(null, null, null, null, null, null))
                ? Future.succeededFuture(settled)
                : askAccount(request, request.service(), asked);
    }

    private static Future<MessagingSettings> updateChat(RestRequest request) {
        Form form = request.form().form();
        return askChat(request, request.service(), new ReadMessagingSettings()).compose(now -> {
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
        });
    }

    /** What the request says of a service apart from chat; null for nothing. */
    private static @Nullable UpdateServiceSettings settings(RestRequest request) {
        Form form = request.form().form();
        boolean sync = request.face().has(Product.SYNC);
        UpdateServiceSettings asked = new UpdateServiceSettings(
                request.form().text("FriendlyName"),
                sync ? flag(form, "AclEnabled") : null,
                sync ? WebhookForm.url(form, "WebhookUrl", ErrorCode.WEBHOOK_URL_INVALID) : null,
                sync ? flag(form, "WebhooksFromRestEnabled") : null,
                sync ? flag(form, "ReachabilityWebhooksEnabled") : null,
                sync ? flag(form, "ReachabilityDebouncingEnabled") : null,
                sync && form.has("ReachabilityDebouncingWindow")
                        ? Long.valueOf(form.number("ReachabilityDebouncingWindow", 0, 1_000, 30_000))
                        : null);
        return asked.equals(new UpdateServiceSettings(null, null, null, null, null, null, null)) ? null : asked;
    }

    private static @Nullable Boolean flag(Form form, String name) {
        return form.has(name) ? form.flag(name) : null;
    }

    /** What is in it goes first, so that it can be removed again where that fails. */
    private static Future<GatewayResponse> delete(RestRequest request) {
        return askChat(request, request.service(), new EraseMessaging())
                .compose(erased -> askAccount(request, request.service(), new EraseObjects()))
                .compose(erased -> ServiceRoutes.<Done>askAccount(request, request.service(), new DeleteService()))
                .map(done -> GatewayResponse.noContent());
    }

    private static Future<Service> read(RestRequest request, String sid) {
        return askAccount(request, sid, new ReadServiceSettings()).compose(account -> withChat(request, account));
    }

    private static Future<Service> withChat(RestRequest request, ServiceSettings account) {
        return request.face().has(Product.CHAT)
                ? askChat(request, account.sid(), new ReadMessagingSettings()).map(chat -> new Service(account, chat))
                : Future.succeededFuture(new Service(account, null));
    }

    private static <R extends Reply> Future<R> askAccount(RestRequest request, String service, Command<R> command) {
        return request.ask(BusAddress.SYNC, service, command);
    }

    private static <R extends Reply> Future<R> askChat(RestRequest request, String service, Command<R> command) {
        return request.ask(BusAddress.MESSAGING, service, command);
    }

    private static GatewayResponse answer(int status, RestRequest request, Service service) {
        JsonWriter json = new JsonWriter();
        fields(json, request, service);
        return GatewayResponse.of(status, json);
    }

    private static void fields(JsonWriter json, RestRequest request, Service service) {
        ServiceSettings account = service.account();
        MessagingSettings chat = service.chat();
        RestFace face = request.face();
        String url = request.http().baseUrl() + face.prefix() + ALL + "/" + account.sid();
        json.text("sid", account.sid())
                .text("account_sid", account.accountSid())
                .text("friendly_name", account.friendlyName());
        if (chat != null) {
            ServiceFields.ofChat(json, account.chatWebhooks(), chat, face.first());
        }
        if (face.has(Product.SYNC)) {
            ServiceFields.ofSync(json, account);
        }
        RestJson.dates(
                        json,
                        account.createdMillis(),
                        account.updatedMillis() == 0 ? account.createdMillis() : account.updatedMillis())
                .text("url", url)
                .object("links", links -> {
                    if (chat != null) {
                        links.text("channels", url + "/Channels")
                                .text("users", url + "/Users")
                                .text("roles", url + "/Roles");
                        if (!face.first()) {
                            links.text("bindings", url + "/Bindings");
                        }
                    }
                    if (face.has(Product.SYNC)) {
                        links.text("documents", url + "/Documents")
                                .text("lists", url + "/Lists")
                                .text("maps", url + "/Maps")
                                .text("streams", url + "/Streams");
                    }
                });
    }
}
