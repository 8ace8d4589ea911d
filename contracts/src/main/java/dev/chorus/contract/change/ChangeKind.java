package dev.chorus.contract.change;

/** What a change did. The codes are stored in logs and never change their meaning. */
public enum ChangeKind {
    /** A document got a new value. */
    DOCUMENT_UPDATED(1),
    /** A list's or map's context changed. */
    CONTEXT_UPDATED(2),
    /** The object is gone. Nothing follows. */
    OBJECT_REMOVED(3),
    /** A key that was not there has a value now. */
    ITEM_ADDED(4),
    /** A key has a new value. */
    ITEM_UPDATED(5),
    /** A key is gone; the data is the value that it had, or JSON null where that is no longer known. */
    ITEM_REMOVED(6),
    /** A stream's message. It has no event id and is in no log; its key is the message's sid. */
    MESSAGE_PUBLISHED(7),
    /**
     * Rights on the object changed: subscribers are to be checked again, those of the identity that is the key, or all if
     * the key is empty. It has no event id and is in no log.
     */
    ACCESS_CHANGED(8),
    /**
     * The actor is typing: told to subscribers of other identities. The key is the channel; the data is a JSON number, for
     * how many seconds it counts. It has no event id and is in no log.
     */
    TYPING_STARTED(9);

    private static final ChangeKind[] BY_CODE = new ChangeKind[values().length + 1];

    static {
        for (ChangeKind kind : values()) {
            BY_CODE[kind.code] = kind;
        }
    }

    private final int code;

    ChangeKind(int code) {
        this.code = code;
    }

    /** The number by which the store knows it. */
    public int code() {
        return code;
    }

    /** The kind with this number. */
    public static ChangeKind ofCode(int code) {
        if (code < 1 || code >= BY_CODE.length) {
            throw new IllegalArgumentException("change kind: " + code + " (expected: 1.." + (BY_CODE.length - 1) + ")");
        }
        return BY_CODE[code];
    }

    /** Whether changes of this kind are numbered, ordered and kept; the others are told once, to whoever is there. */
    public boolean isLogged() {
        return this != MESSAGE_PUBLISHED && this != ACCESS_CHANGED && this != TYPING_STARTED;
    }
}
