package dev.chorus.contract.item;

import dev.chorus.contract.Reply;
import java.util.List;

/**
 * A page of items.
 *
 * @param items the items, in the order that was asked for
 * @param hasPrevious whether items come before the first of the page, in that order
 * @param hasNext whether items follow the last of the page, in that order
 */
public record ItemPage(List<ItemState> items, boolean hasPrevious, boolean hasNext) implements Reply {}
