package dev.chorus.client.sync;

/**
 * An item has come.
 *
 * @param item the item
 * @param isLocal whether by this client
 * @param <I> an item of a list or map
 */
public record ItemAdded<I extends Item>(I item, boolean isLocal) {}
