package dev.chorus.store.script;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.object.ObjectType;

/** The first element of a script's reply. The order is that of the constants in {@code shared/object.lua}. */
public enum ScriptStatus {
    /** Done, or read. */
    OK,
    /** The object does not exist for this caller. */
    NOT_FOUND,
    /** The caller lacks a permission. */
    FORBIDDEN,
    /** The object has another revision. */
    REVISION_MISMATCH,
    /** The item does not exist. */
    ITEM_NOT_FOUND,
    /** The item exists. */
    ITEM_EXISTS,
    /** The item has another revision. */
    ITEM_REVISION_MISMATCH,
    /** The name is another object's. */
    NAME_EXISTS,
    /** Removals that old are forgotten. */
    CURSOR_TOO_OLD,
    /** The caller was a member until lately. */
    FORMER_MEMBER;

    private static final ScriptStatus[] BY_NUMBER = values();

    static ScriptStatus ofNumber(int number) {
        return BY_NUMBER[number];
    }

    /** How a client learns of it. */
    public RequestFailedException refusal(ObjectType type) {
        return new RequestFailedException(
                switch (this) {
                    case OK -> ErrorCode.INTERNAL;
                    case NOT_FOUND -> type.notFound();
                    case FORBIDDEN -> ErrorCode.ACCESS_FORBIDDEN;
                    case REVISION_MISMATCH -> type.revisionMismatch();
                    case ITEM_NOT_FOUND -> type.itemNotFound();
                    case ITEM_EXISTS -> ErrorCode.MAP_ITEM_EXISTS;
                    case ITEM_REVISION_MISMATCH -> type.itemRevisionMismatch();
                    case NAME_EXISTS -> ErrorCode.UNIQUE_NAME_EXISTS;
                    case CURSOR_TOO_OLD -> ErrorCode.CURSOR_TOO_OLD;
                    case FORMER_MEMBER -> ErrorCode.NOT_A_MEMBER;
                });
    }
}
