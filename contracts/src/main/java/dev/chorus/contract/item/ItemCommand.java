package dev.chorus.contract.item;

import dev.chorus.contract.Command;
import dev.chorus.contract.Reply;

/**
 * Commands about the items of a list or a map. Each fails with the not-found code of the collection or the item, and
 * with {@link dev.chorus.contract.error.ErrorCode#ACCESS_FORBIDDEN} without the permission that it needs.
 *
 * @param <R> the answer
 */
public sealed interface ItemCommand<R extends Reply> extends Command<R>
        permits PutItem, ReadItem, ReadItems, RemoveItem {}
