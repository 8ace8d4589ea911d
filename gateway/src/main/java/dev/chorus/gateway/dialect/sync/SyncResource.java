package dev.chorus.gateway.dialect.sync;

import dev.chorus.contract.object.ObjectType;

/** The words of the sync API for each type of object (sync specification, sections 12 to 15 and 19). */
enum SyncResource {
    DOCUMENT(ObjectType.DOCUMENT, "Documents", "", ""),
    LIST(ObjectType.LIST, "Lists", "index", "item_index"),
    MAP(ObjectType.MAP, "Maps", "key", "item_key"),
    STREAM(ObjectType.STREAM, "Streams", "", "");

    private final ObjectType type;
    private final String segment;
    private final String keyField;
    private final String eventKeyField;

    SyncResource(ObjectType type, String segment, String keyField, String eventKeyField) {
        this.type = type;
        this.segment = segment;
        this.keyField = keyField;
        this.eventKeyField = eventKeyField;
    }

    /** The resource of a type. */
    static SyncResource of(ObjectType type) {
        return switch (type) {
            case DOCUMENT -> DOCUMENT;
            case LIST -> LIST;
            case MAP -> MAP;
            case STREAM -> STREAM;
        };
    }

    ObjectType type() {
        return type;
    }

    /** The path segment: {@code Documents}. */
    String segment() {
        return segment;
    }

    /** What an item's key is called in the item itself. */
    String keyField() {
        return keyField;
    }

    /** What an item's key is called in events. */
    String eventKeyField() {
        return eventKeyField;
    }

    /** Where objects of this type are made. */
    String path() {
        return "/v3/" + segment;
    }
}
