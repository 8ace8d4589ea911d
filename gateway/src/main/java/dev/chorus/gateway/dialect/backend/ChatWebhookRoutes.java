package dev.chorus.gateway.dialect.backend;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.webhook.DeleteChannelWebhook;
import dev.chorus.contract.webhook.ListChannelWebhooks;
import dev.chorus.contract.webhook.PutChannelWebhook;
import dev.chorus.contract.webhook.WebhookState;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayResponse;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The webhooks of channels (REST specification, section 5.6). */
final class ChatWebhookRoutes {
    private static final int MOST = 5;

    private ChatWebhookRoutes() {}

    static void addTo(RestRoutes routes) {
        String all = "/Channels/{channel}/Webhooks";
        String one = all + "/{webhook}";
        routes.add("POST", all, ChatWebhookRoutes::create)
                .add("GET", all, ChatWebhookRoutes::list)
                .add("GET", one, request -> find(request).map(webhook -> answer(200, request, webhook)))
                .add("POST", one, ChatWebhookRoutes::update)
                .add("DELETE", one, ChatWebhookRoutes::delete);
    }

    private static Future<GatewayResponse> create(RestRequest request) {
        Form form = request.form().form();
        String type = form.text("Type", "");
        return request.existingChannel(1)
                .map(channel -> new WebhookState("", channel, type, null, null, List.of(), List.of(), null, 0, 0, 0))
                .compose(webhook -> request.ask(new PutChannelWebhook(merged(form, webhook))))
                .map(webhook -> answer(201, request, webhook));
    }

    private static Future<GatewayResponse> update(RestRequest request) {
        return find(request)
                .compose(webhook ->
                        request.ask(new PutChannelWebhook(merged(request.form().form(), webhook))))
                .map(webhook -> answer(200, request, webhook));
    }

    /** Few as they are, they are read whole; a page begins behind a sid. */
    private static Future<GatewayResponse> list(RestRequest request) {
        return request.existingChannel(1).compose(channel -> {
            RestPages pages = RestPages.of(request.http(), request.url(channel, "/Webhooks"), MOST);
            return request.ask(new ListChannelWebhooks(channel)).map(found -> {
                List<WebhookState> all = found.webhooks();
                String from = pages.from();
                int begin = from == null ? 0 : indexOf(all, from) + 1;
                int end = Math.min(all.size(), begin + pages.size());
                return pages.answer(
                        "webhooks",
                        all.subList(begin, end),
                        end < all.size() ? all.get(end - 1).sid() : null,
                        (json, webhook) -> fields(json, request, webhook));
            });
        });
    }

    private static int indexOf(List<WebhookState> webhooks, String sid) {
        for (int i = 0; i < webhooks.size(); i++) {
            if (webhooks.get(i).sid().equals(sid)) {
                return i;
            }
        }
        throw new RequestFailedException(ErrorCode.PAGE_TOKEN_INVALID);
    }

    private static Future<GatewayResponse> delete(RestRequest request) {
        return request.existingChannel(1)
                .compose(channel -> request.ask(
                        new DeleteChannelWebhook(channel, request.path().get(2))))
                .map(done -> GatewayResponse.noContent());
    }

    private static Future<WebhookState> find(RestRequest request) {
        return request.existingChannel(1)
                .compose(channel -> request.ask(new ListChannelWebhooks(channel)))
                .map(found -> found.webhooks().stream()
                        .filter(webhook -> webhook.sid().equals(request.path().get(2)))
                        .findAny()
                        .orElseThrow(() -> new RequestFailedException(ErrorCode.NOT_FOUND)));
    }

    private static WebhookState merged(Form form, WebhookState now) {
        String url = form.has("Configuration.Url")
                ? WebhookForm.checked(form.text("Configuration.Url", ""), ErrorCode.CHAT_WEBHOOK_URL_INVALID)
                : now.url();
        return new WebhookState(
                now.sid(),
                now.channel(),
                now.type(),
                url == null || url.isEmpty() ? null : url,
                form.has("Configuration.Method") ? WebhookForm.method(form, "Configuration.Method") : now.method(),
                form.has("Configuration.Filters") ? form.all("Configuration.Filters") : now.filters(),
                form.has("Configuration.Triggers") ? form.all("Configuration.Triggers") : now.triggers(),
                form.has("Configuration.FlowSid") ? form.text("Configuration.FlowSid", "") : now.flowSid(),
                form.number("Configuration.RetryCount", now.retryCount(), 0, 3),
                now.createdMillis(),
                now.updatedMillis());
    }

    private static GatewayResponse answer(int status, RestRequest request, WebhookState webhook) {
        JsonWriter json = new JsonWriter();
        fields(json, request, webhook);
        return GatewayResponse.of(status, json);
    }

    private static void fields(JsonWriter json, RestRequest request, WebhookState webhook) {
        json.text("sid", webhook.sid())
                .text("account_sid", request.account())
                .text("service_sid", request.service())
                .text("channel_sid", webhook.channel().value())
                .text("type", webhook.type())
                .text("url", request.url(webhook.channel(), "/Webhooks/" + webhook.sid()))
                .object("configuration", configuration -> {
                    put(configuration, "url", webhook.url());
                    put(configuration, "method", webhook.method());
                    if (!webhook.filters().isEmpty()) {
                        configuration.texts("filters", webhook.filters());
                    }
                    if (!webhook.triggers().isEmpty()) {
                        configuration.texts("triggers", webhook.triggers());
                    }
                    put(configuration, "flow_sid", webhook.flowSid());
                    configuration.number("retry_count", webhook.retryCount());
                });
        RestJson.dates(json, webhook.createdMillis(), webhook.updatedMillis());
    }

    private static void put(JsonWriter json, String name, @Nullable String value) {
        if (value != null) {
            json.text(name, value);
        }
    }
}
