package dev.chorus.service.webhook;

import dev.chorus.contract.access.ServiceSettings;
import dev.chorus.contract.change.ChangeKind;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.store.webhook.WebhookEntry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A change of a Sync object as its back end is told of it (REST specification, section 9.2). */
final class SyncNews {
    private SyncNews() {}

    /** What is said; nothing where nobody is told of such a change. */
    static Optional<Map<String, String>> of(ServiceSettings service, WebhookEntry entry) {
        ObjectType type = entry.object().type().orElse(null);
        String event = type == null ? null : event(type, entry.kind());
        if (type == null || event == null) {
            return Optional.empty();
        }
        String word = Character.toUpperCase(type.word().charAt(0)) + type.word().substring(1);
        Map<String, String> said = new LinkedHashMap<>();
        said.put(WebhookCall.EVENT, event);
        said.put("AccountSid", service.accountSid());
        said.put("ServiceSid", service.sid());
        said.put("Identity", entry.actor());
        said.put(word + "Sid", entry.object().value());
        said.put(word + "UniqueName", entry.name());
        boolean removed = entry.kind() == ChangeKind.ITEM_REMOVED.code();
        if (event.contains("_item_")) {
            said.put("EventId", Long.toString(entry.eventId()));
            said.put(type == ObjectType.LIST ? "ItemIndex" : "ItemKey", entry.key());
            said.put("ItemRevision", Long.toHexString(entry.revision()));
            if (!removed) {
                said.put("ItemData", entry.data().toString());
            }
        } else if (type == ObjectType.STREAM) {
            said.put("MessageSid", entry.key());
            said.put("MessageData", entry.data().toString());
        } else {
            said.put(word + "Revision", Long.toHexString(entry.eventId()));
            if (type == ObjectType.DOCUMENT && entry.kind() != ChangeKind.OBJECT_REMOVED.code()) {
                said.put("DocumentData", entry.data().toString());
            }
        }
        return Optional.of(said);
    }

    private static @Nullable String event(ObjectType type, int kind) {
        String word = type.word();
        if (type == ObjectType.STREAM) {
            return kind == ChangeKind.MESSAGE_PUBLISHED.code() ? "stream_message_published" : null;
        }
        if (kind == WebhookEntry.MADE) {
            return word + "_created";
        }
        if (kind == ChangeKind.OBJECT_REMOVED.code()) {
            return word + "_removed";
        }
        if (type == ObjectType.DOCUMENT) {
            return kind == ChangeKind.DOCUMENT_UPDATED.code() ? "document_updated" : null;
        }
        return kind == ChangeKind.ITEM_ADDED.code()
                ? word + "_item_added"
                : kind == ChangeKind.ITEM_UPDATED.code()
                        ? word + "_item_updated"
                        : kind == ChangeKind.ITEM_REMOVED.code() ? word + "_item_removed" : null;
    }
}
