package dev.chorus.gateway.dialect.sync;

import dev.chorus.contract.change.Change;
import dev.chorus.contract.change.ChangeKind;
import dev.chorus.contract.frame.Generation;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.socket.Packets;
import dev.chorus.gateway.subscription.EventEncoder;
import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes as event notifications of the sync dialect (sync specification, sections 19 and 20). Versions 3 and 4 of the
 * event protocol are sent the same form, which both understand.
 */
final class SyncEvents implements EventEncoder {
    private static final String TYPING_TYPE = "twilio.ipmsg.typing_indicator";
    private static final String MESSAGE_TYPE = "twilio.sync.event";
    private static final int EVENT_PROTOCOL_VERSION = 3;

    private final SyncUrls urls;

    SyncEvents(String baseUrl) {
        this.urls = new SyncUrls(baseUrl);
    }

    @Override
    public @Nullable ByteBuf event(ObjectSid object, Change change) {
        return encode(object, change, false, null);
    }

    @Override
    public @Nullable ByteBuf ownEvent(ObjectSid object, Change change) {
        return encode(object, change, true, null);
    }

    /** A notification of the protocol itself: established, failed, canceled. */
    static ByteBuf notification(String eventType, @Nullable Long correlationId, Consumer<JsonWriter> event) {
        JsonWriter body = new JsonWriter().text("event_type", eventType);
        if (correlationId != null) {
            body.number("correlation_id", correlationId);
        }
        return notification(body, event);
    }

    /**
     * A notification about a subscription that no round is under way for. Clients compare its id with that of the round
     * that they wait for, which is null then, and take no other for an answer.
     */
    static ByteBuf unasked(String eventType, Consumer<JsonWriter> event) {
        return notification(new JsonWriter().text("event_type", eventType).raw("correlation_id", null), event);
    }

    private static ByteBuf notification(JsonWriter body, Consumer<JsonWriter> event) {
        body.number("event_protocol_version", EVENT_PROTOCOL_VERSION).object("event", event);
        return Packets.notification(Generation.THIRD, MESSAGE_TYPE, body.toBytes());
    }

    /**
     * A change as a notification.
     *
     * @param own whether it goes to the connection that caused it, which must hear of removals, contexts and messages
     *     only that its cursor moved, or nothing
     * @param correlationId the subscription round that it is replayed in; null for none
     */
    @Nullable
    ByteBuf encode(ObjectSid object, Change change, boolean own, @Nullable Long correlationId) {
        ObjectType type = object.type().orElse(null);
        if (type == null || change.kind() == ChangeKind.ACCESS_CHANGED) {
            return null;
        }
        if (change.kind() == ChangeKind.TYPING_STARTED) {
            return typing(change);
        }
        SyncResource resource = SyncResource.of(type);
        String word = type.word();
        if (own && isSilentForActor(change.kind())) {
            return resource.type().isCollection()
                    ? notification(word + "_cursor", correlationId, event -> cursor(event, word, object, change))
                    : null;
        }
        return notification(
                word + suffix(change.kind()), correlationId, event -> fields(event, resource, object, change));
    }

    /** Who types, and for how long that counts: a second more than the typist's client was told. */
    private static ByteBuf typing(Change change) {
        long seconds = Long.parseLong(change.data().toString());
        byte[] payload = new JsonWriter()
                .text("channel_sid", change.key())
                .text("identity", change.actor())
                .number("typing_timeout", seconds + 1)
                .toBytes();
        return Packets.notification(Generation.THIRD, TYPING_TYPE, payload);
    }

    private static boolean isSilentForActor(ChangeKind kind) {
        return kind == ChangeKind.ITEM_REMOVED
                || kind == ChangeKind.CONTEXT_UPDATED
                || kind == ChangeKind.MESSAGE_PUBLISHED;
    }

    private static String suffix(ChangeKind kind) {
        return switch (kind) {
            case DOCUMENT_UPDATED -> "_updated";
            case CONTEXT_UPDATED -> "_context_updated";
            case OBJECT_REMOVED -> "_removed";
            case ITEM_ADDED -> "_item_added";
            case ITEM_UPDATED -> "_item_updated";
            case ITEM_REMOVED -> "_item_removed";
            case MESSAGE_PUBLISHED -> "_message_published";
            case ACCESS_CHANGED, TYPING_STARTED -> throw new IllegalArgumentException(kind + " has no event");
        };
    }

    private static void cursor(JsonWriter event, String word, ObjectSid object, Change change) {
        event.text(word + "_sid", object.value())
                .number("id", change.eventId())
                .text(word + "_revision", Long.toHexString(change.eventId()));
    }

    private void fields(JsonWriter event, SyncResource resource, ObjectSid object, Change change) {
        String word = resource.type().word();
        event.text(word + "_sid", object.value());
        if (change.kind() == ChangeKind.MESSAGE_PUBLISHED) {
            event.text("message_sid", change.key()).raw("message_data", change.data());
            return;
        }
        event.number("id", change.eventId());
        switch (change.kind()) {
            case DOCUMENT_UPDATED ->
                event.text("document_revision", Long.toHexString(change.eventId()))
                        .raw("document_data", change.data())
                        .date("date_expires", change.expiresMillis());
            case CONTEXT_UPDATED ->
                event.raw("context_data", change.data()).text(word + "_revision", Long.toHexString(change.eventId()));
            case ITEM_ADDED, ITEM_UPDATED, ITEM_REMOVED -> itemFields(event, resource, object, change);
            default -> {
                // The sid and the id say all that there is to say of a removal.
            }
        }
        event.date("date_created", change.atMillis());
    }

    private void itemFields(JsonWriter event, SyncResource resource, ObjectSid object, Change change) {
        if (resource == SyncResource.LIST) {
            event.number(resource.eventKeyField(), Long.parseLong(change.key()));
        } else {
            event.text(resource.eventKeyField(), change.key());
        }
        event.text("item_url", urls.item(resource, object, change.key()))
                .text("item_revision", change.revisionText())
                .raw("item_data", change.data())
                .text(resource.type().word() + "_revision", Long.toHexString(change.eventId()));
        if (change.kind() != ChangeKind.ITEM_REMOVED) {
            event.date("date_expires", change.expiresMillis());
        }
    }
}
