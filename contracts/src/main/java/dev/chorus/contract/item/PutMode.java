package dev.chorus.contract.item;

/** What a {@link PutItem} expects to find under its key. */
public enum PutMode {
    /** Append to a list, under the next index. */
    PUSH,
    /** Add a new key to a map; an existing one is refused. */
    ADD,
    /** Add or replace. */
    SET,
    /** Replace an existing item; a missing one is refused. */
    REPLACE
}
