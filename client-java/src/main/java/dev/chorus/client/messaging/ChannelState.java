package dev.chorus.client.messaging;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What is known of a channel at one moment.
 *
 * @param data its names and dates
 * @param attributes what the app keeps about it
 * @param membership what the own user is to it
 */
record ChannelState(JsonObject data, JsonObject attributes, JsonObject membership) {
    private static final List<String> DATA_FIELDS =
            List.of("friendlyName", "uniqueName", "createdBy", "dateCreated", "dateUpdated");
    private static final List<String> MEMBERSHIP_FIELDS =
            List.of("status", "lastConsumedMessageIndex", "notificationLevel");

    /** Nothing yet. */
    static ChannelState unknown() {
        return new ChannelState(new JsonObject(), new JsonObject(), outside("private"));
    }

    /** What the own user is to a channel that it is not in. */
    static JsonObject outside(String type) {
        return new JsonObject()
                .put("status", ChannelStatus.NOT_PARTICIPATING.word())
                .put("type", type);
    }

    /** With other names, unless these are older. */
    ChannelState withData(JsonObject next) {
        String before = data.getString("dateUpdated");
        if (before != null && next.getString("dateUpdated", "").compareTo(before) < 0) {
            return this;
        }
        return new ChannelState(
                data.copy().mergeIn(next), MessagingContext.attributes(next.getValue("attributes")), membership);
    }

    /** With another membership. */
    ChannelState withMembership(JsonObject next) {
        return new ChannelState(data, attributes, next);
    }

    /** The fields that are others than before. */
    List<String> changesSince(ChannelState before) {
        List<String> changes = new ArrayList<>();
        compare(changes, DATA_FIELDS, before.data, data);
        if (!attributes.equals(before.attributes)) {
            changes.add("attributes");
        }
        compare(changes, List.of("lastMessage"), before.data, data);
        compare(changes, MEMBERSHIP_FIELDS, before.membership, membership);
        return changes;
    }

    private static void compare(List<String> changes, List<String> fields, JsonObject before, JsonObject now) {
        for (String field : fields) {
            if (!Objects.equals(before.getValue(field), now.getValue(field))) {
                changes.add(field);
            }
        }
    }
}
