package dev.chorus.gateway.dialect.backend;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.object.ObjectType;
import java.util.Locale;

/** The words of the API for each type of Sync object (REST specification, section 7). */
enum SyncKind {
    DOCUMENT(ObjectType.DOCUMENT, "Documents", ErrorCode.BAD_REQUEST),
    LIST(ObjectType.LIST, "Lists", ErrorCode.LIST_ITEM_DATA_MISSING),
    MAP(ObjectType.MAP, "Maps", ErrorCode.MAP_ITEM_DATA_MISSING),
    STREAM(ObjectType.STREAM, "Streams", ErrorCode.MESSAGE_DATA_MISSING);

    private final ObjectType type;
    private final String segment;
    private final ErrorCode dataMissing;

    SyncKind(ObjectType type, String segment, ErrorCode dataMissing) {
        this.type = type;
        this.segment = segment;
        this.dataMissing = dataMissing;
    }

    ObjectType type() {
        return type;
    }

    /** The path segment: {@code Documents}. */
    String segment() {
        return segment;
    }

    /** Below a service, where the objects are. */
    String path() {
        return "/" + segment;
    }

    /** The name of a list of them: {@code documents}. */
    String key() {
        return segment.toLowerCase(Locale.ROOT);
    }

    /** The field that names an object in what belongs to it: {@code list_sid}. */
    String sidField() {
        return type.word() + "_sid";
    }

    /** The refusal where what it holds was not sent. */
    ErrorCode dataMissing() {
        return dataMissing;
    }
}
