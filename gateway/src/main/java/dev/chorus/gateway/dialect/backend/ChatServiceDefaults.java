package dev.chorus.gateway.dialect.backend;

import dev.chorus.gateway.json.JsonWriter;

/** What a service answers of things that cannot be set here: webhooks, push notifications and media. */
final class ChatServiceDefaults {
    private static final int MEDIA_MEGABYTES = 150;

    private ChatServiceDefaults() {}

    static void webhooks(JsonWriter json, boolean first) {
        json.text("pre_webhook_url", null)
                .text("post_webhook_url", null)
                .text("webhook_method", null)
                .raw("webhook_filters", null);
        if (first) {
            json.object("webhooks", none -> {});
        } else {
            json.number("pre_webhook_retry_count", 0).number("post_webhook_retry_count", 0);
        }
    }

    static void notifications(JsonWriter json, boolean first) {
        json.object("notifications", all -> {
            all.flag("log_enabled", false).object("new_message", one -> {
                disabled(one);
                if (!first) {
                    one.flag("badge_count_enabled", false);
                }
            });
            all.object("added_to_channel", ChatServiceDefaults::disabled)
                    .object("removed_from_channel", ChatServiceDefaults::disabled)
                    .object("invited_to_channel", ChatServiceDefaults::disabled);
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
