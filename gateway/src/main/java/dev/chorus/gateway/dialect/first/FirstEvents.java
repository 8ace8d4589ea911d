package dev.chorus.gateway.dialect.first;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chorus.contract.change.Change;
import dev.chorus.contract.change.ChangeKind;
import dev.chorus.contract.frame.Generation;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.gateway.socket.Packets;
import dev.chorus.gateway.subscription.EventEncoder;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The words of this generation for the changes of one object (IP messaging specification, sections 6.5 and 7.3). */
final class FirstEvents implements EventEncoder {
    private static final String TYPING = "twilio.ipmsg.typing_indicator";
    private static final String ENTITY = "com.twilio.rtd.cds.entity";
    private static final String MAP = "com.twilio.rtd.cds.map";
    private static final String STREAM = "com.twilio.rtd.cds.stream";

    private final FirstObject object;
    private final String url;
    private final FirstEntities entities;

    FirstEvents(FirstObject object, String base) {
        this.object = object;
        this.url = object.url(base);
        this.entities = new FirstEntities(base);
    }

    FirstObject object() {
        return object;
    }

    FirstEntities entities() {
        return entities;
    }

    @Override
    public @Nullable ByteBuf event(ObjectSid sid, Change change) {
        if (change.kind() == ChangeKind.TYPING_STARTED) {
            return notification(
                    TYPING,
                    FirstEntities.JSON
                            .createObjectNode()
                            .put("channel_sid", change.key())
                            .put("identity", change.actor()));
        }
        if (object.kind() == FirstObject.Kind.CHANNEL) {
            return channelEvent(change);
        }
        return change.kind().isLogged() && change.kind() != ChangeKind.OBJECT_REMOVED
                ? notification(event(change))
                : null;
    }

    @Override
    public boolean tellsRemovalsBehindAnswers() {
        return true;
    }

    @Override
    public @Nullable ByteBuf ownEvent(ObjectSid sid, Change change) {
        return event(sid, change);
    }

    /** A change as an event; one that this generation has no words for takes its number all the same. */
    ObjectNode event(Change change) {
        ObjectNode data = change.kind() == ChangeKind.ITEM_REMOVED ? null : data(change);
        String key = entityId(change);
        if (key == null || (data == null && change.kind() != ChangeKind.ITEM_REMOVED)) {
            return noop(change.eventId());
        }
        ObjectNode event = FirstEntities.JSON.createObjectNode().put("type", type(change.kind()));
        event.put("event_id", change.eventId());
        if (object.kind().isStream()) {
            event.put("entity_id", Long.parseLong(key));
        } else {
            event.put("entity_id", key);
        }
        event.set("links", entities.links(object, key));
        if (data != null) {
            event.set("data", data);
        }
        return event;
    }

    /** An event that says nothing but its number. */
    static ObjectNode noop(long eventId) {
        return FirstEntities.JSON.createObjectNode().put("type", "noop").put("event_id", eventId);
    }

    /** An event of a collection, for whoever follows it. */
    ByteBuf notification(ObjectNode event) {
        ObjectNode body = FirstEntities.JSON.createObjectNode();
        body.set("event", event);
        body.putObject("collection").putObject("links").put("collection", url);
        return notification(object.kind().isStream() ? STREAM : MAP, body);
    }

    private @Nullable ByteBuf channelEvent(Change change) {
        // That a message came is told by the message.
        if (change.kind() != ChangeKind.DOCUMENT_UPDATED || !change.key().isEmpty()) {
            return null;
        }
        ObjectNode channel = entities.channel(object, change.data());
        if (channel == null) {
            return null;
        }
        ObjectNode body = FirstEntities.JSON.createObjectNode();
        ObjectNode event = body.putObject("event")
                .put("type", "entity_update")
                .put("entity_revision", Long.toString(change.eventId()));
        event.putObject("links").put("entity", url);
        event.set("data", channel);
        return notification(ENTITY, body);
    }

    private @Nullable ObjectNode data(Change change) {
        return object.kind() == FirstObject.Kind.CHANNELS && change.kind() == ChangeKind.ITEM_UPDATED
                ? entities.ownEntryUpdate(change.data())
                : entities.item(object.kind(), change.data());
    }

    /** A session's first item is its context, and no command. */
    private @Nullable String entityId(Change change) {
        if (object.kind() != FirstObject.Kind.SESSION) {
            return change.key();
        }
        long index = Long.parseLong(change.key());
        return index == 0 ? null : Long.toString(index - 1);
    }

    private static String type(ChangeKind kind) {
        return switch (kind) {
            case ITEM_ADDED -> "entity_create";
            case ITEM_REMOVED -> "entity_delete";
            default -> "entity_update";
        };
    }

    private static ByteBuf notification(String messageType, ObjectNode body) {
        return Packets.notification(
                Generation.FIRST, messageType, body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
