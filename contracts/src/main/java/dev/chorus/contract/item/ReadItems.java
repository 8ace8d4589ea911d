package dev.chorus.contract.item;

import dev.chorus.contract.object.ObjectType;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page of items. Map keys are ordered by their UTF-16 code units, list items by their index.
 *
 * @param type list or map
 * @param collection the collection's sid or unique name
 * @param from the key or index where the page begins; null for the first (or last, descending) item
 * @param inclusive whether the item at {@code from} is part of the page
 * @param descending whether the page runs towards smaller keys
 * @param limit how many items at most; a page also ends after about a megabyte
 */
public record ReadItems(
        ObjectType type, String collection, @Nullable String from, boolean inclusive, boolean descending, int limit)
        implements ItemCommand<ItemPage> {}
