package dev.chorus.messaging.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chorus.contract.channel.ChannelState;
import dev.chorus.contract.member.MembershipState;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What lists of channels hold of each: as the newer clients read it, and as the first generation's do. */
public final class ChannelEntry {
    /** Attributes that are longer are left out of entries; clients read them from the channel itself. */
    private static final int ATTRIBUTES_CHARACTERS = 1_024;

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final ObjectMapper JSON = new ObjectMapper();

    private ChannelEntry() {}

    /** A user's entry of a channel. */
    static String ofMember(MembershipState membership) {
        ChannelState channel = membership.channel();
        ObjectNode value = JSON.createObjectNode()
                .put("channel", channel.sid() + ".channel")
                .put("status", membership.status().word())
                .put("type", channel.type().word())
                .put("createdBy", channel.createdBy())
                .put("notificationLevel", membership.notificationLevel().word())
                .put("lastConsumedMessageIndex", membership.lastConsumedMessageIndex());
        value.set("entry", entry(channel));
        return value.toString();
    }

    /** A channel's own entry. */
    public static String of(ChannelState channel) {
        return entry(channel).toString();
    }

    private static ObjectNode entry(ChannelState channel) {
        ObjectNode entry = JSON.createObjectNode()
                .put("sid", channel.sid().value())
                .put("type", channel.type().word())
                .put("friendlyName", channel.friendlyName())
                .put("uniqueName", channel.uniqueName())
                .put("createdBy", channel.createdBy())
                .put("dateCreated", date(channel.createdMillis()))
                .put("dateUpdated", date(channel.updatedMillis()));
        if (channel.attributes().length() <= ATTRIBUTES_CHARACTERS) {
            entry.set("attributes", parse(channel.attributes()));
        }
        return entry;
    }

    private static String date(long millis) {
        return DATE.format(Instant.ofEpochMilli(millis));
    }

    private static JsonNode parse(String attributes) {
        try {
            return JSON.readTree(attributes);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }
}
