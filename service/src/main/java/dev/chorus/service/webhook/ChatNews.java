package dev.chorus.service.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chorus.contract.access.ServiceSettings;
import dev.chorus.contract.change.ChangeKind;
import dev.chorus.store.webhook.WebhookEntry;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change in chat as its back end is told of it (REST specification, section 9.1).
 *
 * @param event what happened
 * @param channel the channel, {@code CH…}; empty for an event of a user
 * @param parameters what is said of it
 */
record ChatNews(ChatEvent event, String channel, Map<String, String> parameters) {
    private static final int SID_LENGTH = 34;
    private static final DateTimeFormatter DATE =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    /** The news in a change; nothing where nobody is told of it. */
    static Optional<ChatNews> of(ServiceSettings service, WebhookEntry entry, JsonNode data) {
        String subject = entry.name().substring(0, SID_LENGTH);
        String part = entry.name().substring(SID_LENGTH);
        ChatEvent event = event(entry, part);
        if (event == null) {
            return Optional.empty();
        }
        boolean ofUser = part.equals(".info");
        Map<String, String> said = new LinkedHashMap<>();
        said.put(WebhookCall.EVENT, event.after());
        said.put("AccountSid", service.accountSid());
        said.put("InstanceSid", service.sid());
        said.put("ClientIdentity", entry.actor());
        said.put("Source", entry.api() ? "API" : "SDK");
        said.put(ofUser ? "UserSid" : "ChannelSid", subject);
        switch (part) {
            case ".messages" -> message(said, event, entry, data);
            case ".roster" -> member(said, event, entry, data);
            case ".channel" -> channel(said, event, entry, data);
            default -> user(said, entry, data);
        }
        return Optional.of(new ChatNews(event, ofUser ? "" : subject, said));
    }

    private static @Nullable ChatEvent event(WebhookEntry entry, String part) {
        boolean made = entry.kind() == WebhookEntry.MADE;
        boolean added = entry.kind() == ChangeKind.ITEM_ADDED.code();
        boolean updated = entry.kind() == ChangeKind.ITEM_UPDATED.code();
        boolean removed = entry.kind() == ChangeKind.ITEM_REMOVED.code();
        return switch (part) {
            case ".messages" ->
                added
                        ? ChatEvent.MESSAGE_SENT
                        : updated ? ChatEvent.MESSAGE_UPDATED : removed ? ChatEvent.MESSAGE_REMOVED : null;
            case ".roster" ->
                added
                        ? ChatEvent.MEMBER_ADDED
                        : updated ? ChatEvent.MEMBER_UPDATED : removed ? ChatEvent.MEMBER_REMOVED : null;
            case ".channel" ->
                made
                        ? ChatEvent.CHANNEL_ADDED
                        : entry.kind() == ChangeKind.OBJECT_REMOVED.code()
                                ? ChatEvent.CHANNEL_DESTROYED
                                // A message changes the channel's document too, and is told of by itself.
                                : entry.kind() == ChangeKind.DOCUMENT_UPDATED.code()
                                                && !entry.key().equals("lastMessage")
                                        ? ChatEvent.CHANNEL_UPDATED
                                        : null;
            case ".info" -> made ? ChatEvent.USER_ADDED : updated ? ChatEvent.USER_UPDATED : null;
            default -> null;
        };
    }

    private static void message(Map<String, String> said, ChatEvent event, WebhookEntry entry, JsonNode data) {
        said.put("MessageSid", text(data, "sid"));
        said.put("Index", entry.key());
        said.put("Body", text(data, "text"));
        said.put("From", text(data, "author"));
        said.put("Attributes", text(data, "attributes"));
        said.put("DateCreated", text(data, "timestamp"));
        if (event == ChatEvent.MESSAGE_SENT) {
            return;
        }
        said.put("DateUpdated", text(data, "dateUpdated"));
        if (event == ChatEvent.MESSAGE_UPDATED) {
            said.put("ModifiedBy", entry.actor());
        } else {
            said.put("RemovedBy", entry.actor());
            said.put("DateRemoved", date(entry));
        }
    }

    private static void member(Map<String, String> said, ChatEvent event, WebhookEntry entry, JsonNode data) {
        String identity = text(data, "identity");
        said.put("MemberSid", entry.key());
        said.put("Identity", identity);
        said.put("RoleSid", text(data, "roleSid"));
        said.put("Attributes", text(data, "attributes"));
        said.put("DateCreated", text(data, "dateCreated"));
        if (event == ChatEvent.MEMBER_UPDATED) {
            said.put("DateUpdated", text(data, "dateUpdated"));
            if (data.path("lastConsumedMessageIndex").isNumber()) {
                said.put(
                        "LastConsumedMessageIndex",
                        data.path("lastConsumedMessageIndex").asText());
            }
        } else if (event == ChatEvent.MEMBER_REMOVED) {
            boolean left = !entry.api() && identity.equals(entry.actor());
            said.put("DateRemoved", date(entry));
            said.put("Reason", left ? "LEFT" : "REMOVED");
            said.put("RemovedBy", entry.actor());
        }
    }

    private static void channel(Map<String, String> said, ChatEvent event, WebhookEntry entry, JsonNode data) {
        said.put("FriendlyName", text(data, "friendlyName"));
        said.put("UniqueName", text(data, "uniqueName"));
        said.put("ChannelType", text(data, "type"));
        said.put("Attributes", text(data, "attributes"));
        said.put("CreatedBy", text(data, "createdBy"));
        said.put("DateCreated", text(data, "dateCreated"));
        said.put("DateUpdated", text(data, "dateUpdated"));
        if (event == ChatEvent.CHANNEL_DESTROYED) {
            said.put("DateRemoved", date(entry));
        }
    }

    /** A change of one value of the profile; its other values are not said. */
    private static void user(Map<String, String> said, WebhookEntry entry, JsonNode data) {
        switch (entry.key()) {
            case "friendlyName" -> said.put("FriendlyName", value(data));
            case "attributes" -> said.put("Attributes", value(data));
            case "reachability" -> {
                said.put("IsOnline", text(data, "online"));
                said.put("IsNotifiable", text(data, "notifiable"));
            }
            default -> {
                said.put("Identity", text(data, "identity"));
                said.put("RoleSid", text(data, "roleSid"));
                said.put("DateCreated", text(data, "dateCreated"));
                return;
            }
        }
        said.put("Identity", entry.actor());
        said.put("DateUpdated", date(entry));
    }

    private static String value(JsonNode data) {
        return data.isObject() ? data.path("value").asText("") : data.asText("");
    }

    private static String text(JsonNode data, String field) {
        JsonNode value = data.path(field);
        return value.isNull() || value.isMissingNode() ? "" : value.asText();
    }

    private static String date(WebhookEntry entry) {
        return DATE.format(Instant.ofEpochMilli(entry.atMillis()));
    }
}
