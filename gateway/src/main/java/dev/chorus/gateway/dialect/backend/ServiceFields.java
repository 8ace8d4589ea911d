package dev.chorus.gateway.dialect.backend;

import dev.chorus.contract.access.ChatWebhooks;
import dev.chorus.contract.access.ServiceSettings;
import dev.chorus.contract.access.SyncWebhooks;
import dev.chorus.contract.role.MessagingSettings;
import dev.chorus.gateway.json.JsonWriter;

/** What services say of themselves, apart from what all resources say. */
final class ServiceFields {
    private static final int MEDIA_MEGABYTES = 150;

    private ServiceFields() {}

    static void ofSync(JsonWriter json, ServiceSettings service) {
        SyncWebhooks hooks = service.webhooks();
        json.text("unique_name", null)
                .text("webhook_url", hooks.url())
                .flag("webhooks_from_rest_enabled", hooks.fromRest())
                .flag("reachability_webhooks_enabled", hooks.reachability())
                .flag("acl_enabled", service.aclEnabled())
                .flag("reachability_debouncing_enabled", hooks.debouncing())
                .number("reachability_debouncing_window", hooks.debouncingWindowMillis());
    }

    static void ofChat(JsonWriter json, ChatWebhooks hooks, MessagingSettings chat, boolean first) {
        json.text("default_service_role_sid", chat.serviceRoleSid())
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
        webhooks(json, hooks, first);
        notifications(json, first);
    }

    private static void webhooks(JsonWriter json, ChatWebhooks hooks, boolean first) {
        json.text("pre_webhook_url", hooks.preUrl())
                .text("post_webhook_url", hooks.postUrl())
                .text("webhook_method", hooks.method());
        if (hooks.filters().isEmpty()) {
            json.raw("webhook_filters", null);
        } else {
            json.texts("webhook_filters", hooks.filters());
        }
        if (first) {
            json.object("webhooks", none -> {});
        } else {
            json.number("pre_webhook_retry_count", hooks.preRetries())
                    .number("post_webhook_retry_count", hooks.postRetries());
        }
    }

    /** Push notifications and media, which cannot be had here, as a service says that has set nothing. */
    private static void notifications(JsonWriter json, boolean first) {
        json.object("notifications", all -> {
            all.flag("log_enabled", false).object("new_message", one -> {
                disabled(one);
                if (!first) {
                    one.flag("badge_count_enabled", false);
                }
            });
            all.object("added_to_channel", ServiceFields::disabled)
                    .object("removed_from_channel", ServiceFields::disabled)
                    .object("invited_to_channel", ServiceFields::disabled);
        });
        if (!first) {
            json.object(
                    "media",
                    media -> media.number("size_limit_mb", MEDIA_MEGABYTES)
                            .text("compatibility_message", "Media messages are not supported by your client"));
        }
    }

    private static void disabled(JsonWriter json) {
        json.flag("enabled", false).text("template", null).text("sound", null);
    }
}
