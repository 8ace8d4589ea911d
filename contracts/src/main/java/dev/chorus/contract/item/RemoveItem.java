package dev.chorus.contract.item;

import dev.chorus.contract.object.ObjectType;
import org.jspecify.annotations.Nullable;

/**
 * Removes an item. It answers the item as it was, with the event id of its removal.
 *
 * @param type list or map
 * @param collection the collection's sid or unique name
 * @param key a map's key, or a list's index in decimal digits
 * @param ifMatch the item's revision that must still be there; null for any
 */
public record RemoveItem(
        ObjectType type,
        String collection,
        String key,
        @Nullable String ifMatch) implements ItemCommand<ItemState> {}
