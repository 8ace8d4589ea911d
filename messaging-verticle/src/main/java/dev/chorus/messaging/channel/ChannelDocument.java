package dev.chorus.messaging.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.channel.ChannelState;
import dev.chorus.contract.channel.ChannelType;
import dev.chorus.contract.channel.LastMessage;
import dev.chorus.messaging.script.StoredJson;

/** A channel's document as it is stored, and the state that it tells of. */
public final class ChannelDocument {
    private ChannelDocument() {}

    /** The state that a document and the channel's counters make. */
    public static ChannelState state(byte[] document, long messages, long members) {
        JsonNode record = StoredJson.parse(document);
        JsonNode last = record.path("lastMessage");
        return new ChannelState(
                new ChannelSid(StoredJson.text(record, "sid")),
                "private".equals(StoredJson.text(record, "type")) ? ChannelType.PRIVATE : ChannelType.PUBLIC,
                StoredJson.textOrNull(record, "uniqueName"),
                StoredJson.textOrNull(record, "friendlyName"),
                StoredJson.text(record, "attributes"),
                StoredJson.text(record, "createdBy"),
                StoredJson.millis(record, "dateCreated"),
                StoredJson.millis(record, "dateUpdated"),
                messages,
                members,
                last.isObject()
                        ? new LastMessage(last.path("index").longValue(), StoredJson.millis(last, "timestamp"))
                        : null);
    }
}
