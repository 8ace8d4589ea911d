package dev.chorus.gateway.dialect.chat;

import dev.chorus.contract.channel.ChannelState;
import dev.chorus.contract.member.MembershipState;
import dev.chorus.contract.user.UserState;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Channels and users as the chat API shows them (chat specification, section 8). */
final class ChatBodies {
    private final String base;

    ChatBodies(GatewayRequest request) {
        this.base = request.baseUrl() + ChatDialect.PATH;
    }

    String url(String path) {
        return base + path;
    }

    /** A channel by itself. */
    void channel(JsonWriter json, ChannelState channel) {
        String url = url("/Conversations/" + channel.sid());
        json.text("sid", channel.sid().value());
        fields(json, channel);
        json.text("url", url)
                .object(
                        "links",
                        links -> links.text("messages", url + "/Messages")
                                .text("participants", url + "/Participants")
                                .text("invites", url + "/Invites"))
                .object("sync_objects", objects -> objects(objects, channel).text("roster", channel.sid() + ".roster"));
    }

    /** A channel as its user has it. */
    void membership(JsonWriter json, MembershipState membership) {
        ChannelState channel = membership.channel();
        json.text("conversation_sid", channel.sid().value())
                .text("status", membership.status().word())
                .text("notification_level", membership.notificationLevel().word());
        number(json, "last_consumed_message_index", membership.lastConsumedMessageIndex());
        fields(json, channel);
        json.object("sync_objects", objects -> objects(objects, channel));
    }

    /** A user. */
    void user(JsonWriter json, UserState user) {
        String profile = user.sid() + ".info";
        json.text("sid", user.sid().value())
                .text("identity", user.identity())
                .text("friendly_name", user.friendlyName())
                .text("attributes", user.attributes());
        flag(json, "is_online", user.online());
        flag(json, "is_notifiable", user.notifiable());
        json.text("sync_unique_name", profile)
                .object("sync_objects", objects -> objects.text("user_info_map", profile))
                .text("url", url("/Users/" + encode(user.identity())));
    }

    /** A number that may be null. */
    static void number(JsonWriter json, String name, @Nullable Long value) {
        if (value == null) {
            json.raw(name, null);
        } else {
            json.number(name, value);
        }
    }

    /** Percent-encoding of one path segment, in which a space is no plus. */
    static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static void fields(JsonWriter json, ChannelState channel) {
        json.text("unique_name", channel.uniqueName())
                .text("friendly_name", channel.friendlyName())
                .text("attributes", channel.attributes())
                .text("type", channel.type().word())
                .text("created_by", channel.createdBy())
                .date("date_created", channel.createdMillis())
                .date("date_updated", channel.updatedMillis())
                .number("messages_count", channel.messagesCount())
                .number("participants_count", channel.membersCount());
    }

    private static JsonWriter objects(JsonWriter json, ChannelState channel) {
        return json.text("conversation", channel.sid() + ".channel").text("messages", channel.sid() + ".messages");
    }

    private static void flag(JsonWriter json, String name, @Nullable Boolean value) {
        if (value == null) {
            json.raw(name, null);
        } else {
            json.flag(name, value);
        }
    }
}
