package dev.chorus.gateway.dialect.sync;

import dev.chorus.contract.item.ItemState;
import dev.chorus.contract.object.ObjectState;
import dev.chorus.gateway.json.JsonWriter;

/** Objects and items as JSON bodies (sync specification, sections 11 to 15). */
final class SyncBodies {
    private final SyncUrls urls;

    SyncBodies(String baseUrl) {
        this.urls = new SyncUrls(baseUrl);
    }

    /** The root of an object. */
    JsonWriter root(ObjectState state) {
        SyncResource resource = SyncResource.of(state.type());
        String url = urls.object(resource, state.sid());
        JsonWriter body = new JsonWriter()
                .text("sid", state.sid().value())
                .text("unique_name", state.uniqueName())
                .text("account_sid", state.accountSid())
                .text("service_sid", state.serviceSid());
        if (resource != SyncResource.STREAM) {
            body.text("revision", state.revision()).number("last_event_id", state.lastEventId());
        }
        if (resource == SyncResource.DOCUMENT) {
            body.raw("data", state.data());
        }
        body.text("url", url).object("links", links -> {
            if (resource.type().isCollection()) {
                links.text("items", url + "/Items").text("context", url + "/Context");
            } else if (resource == SyncResource.STREAM) {
                links.text("messages", url + "/Messages");
            }
        });
        return body.date("date_created", state.createdMillis())
                .date("date_updated", state.updatedMillis())
                .date("date_expires", state.expiresMillis())
                .text("created_by", state.createdBy());
    }

    /** An item by itself. */
    JsonWriter item(SyncResource resource, ItemState item) {
        JsonWriter body = new JsonWriter();
        itemFields(resource, body, item);
        return body;
    }

    /** The fields of an item, into whatever object is being written. */
    void itemFields(SyncResource resource, JsonWriter body, ItemState item) {
        if (resource == SyncResource.LIST) {
            body.number("index", Long.parseLong(item.key()));
        } else {
            body.text("key", item.key());
        }
        body.text(resource.type().word() + "_sid", item.collection().value())
                .text("url", itemUrl(resource, item))
                .text("revision", item.revisionText())
                .number("last_event_id", item.lastEventId())
                .raw("data", item.data())
                .date("date_created", item.createdMillis())
                .date("date_updated", item.updatedMillis())
                .date("date_expires", item.expiresMillis())
                .text("created_by", item.createdBy());
    }

    /** The URL to which an item's later changes go. */
    String itemUrl(SyncResource resource, ItemState item) {
        return urls.item(resource, item.collection(), item.key());
    }
}
