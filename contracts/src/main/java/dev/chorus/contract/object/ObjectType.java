package dev.chorus.contract.object;

import dev.chorus.contract.error.ErrorCode;

/** The four kinds of object, with the words and codes in which clients know them. */
public enum ObjectType {
    DOCUMENT("ET", ErrorCode.DOCUMENT_NOT_FOUND, ErrorCode.DOCUMENT_REVISION_MISMATCH),
    LIST("ES", ErrorCode.LIST_NOT_FOUND, ErrorCode.LIST_REVISION_MISMATCH),
    MAP("MP", ErrorCode.MAP_NOT_FOUND, ErrorCode.MAP_REVISION_MISMATCH),
    STREAM("TO", ErrorCode.STREAM_NOT_FOUND, ErrorCode.DOCUMENT_REVISION_MISMATCH);

    private final String sidPrefix;
    private final ErrorCode notFound;
    private final ErrorCode revisionMismatch;

    ObjectType(String sidPrefix, ErrorCode notFound, ErrorCode revisionMismatch) {
        this.sidPrefix = sidPrefix;
        this.notFound = notFound;
        this.revisionMismatch = revisionMismatch;
    }

    /** The two letters with which a sid of this type begins. */
    public String sidPrefix() {
        return sidPrefix;
    }

    /** The name in events and subscriptions: {@code document}, {@code list}, {@code map}, {@code stream}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The refusal of a request for an object of this type that does not exist. */
    public ErrorCode notFound() {
        return notFound;
    }

    /** The refusal of a change that expects another revision of the object. */
    public ErrorCode revisionMismatch() {
        return revisionMismatch;
    }

    /** The refusal of a request for an item that does not exist. */
    public ErrorCode itemNotFound() {
        return this == LIST ? ErrorCode.LIST_ITEM_NOT_FOUND : ErrorCode.MAP_ITEM_NOT_FOUND;
    }

    /** The refusal of a change that expects another revision of an item. */
    public ErrorCode itemRevisionMismatch() {
        return this == LIST ? ErrorCode.LIST_ITEM_REVISION_MISMATCH : ErrorCode.MAP_ITEM_REVISION_MISMATCH;
    }

    /** Whether objects of this type have items. */
    public boolean isCollection() {
        return this == LIST || this == MAP;
    }
}
