package dev.chorus.contract.item;

import dev.chorus.contract.object.ObjectType;

/**
 * Reads one item.
 *
 * @param type list or map
 * @param collection the collection's sid or unique name
 * @param key a map's key, or a list's index in decimal digits
 */
public record ReadItem(ObjectType type, String collection, String key) implements ItemCommand<ItemState> {}
