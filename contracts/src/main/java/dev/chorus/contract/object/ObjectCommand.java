package dev.chorus.contract.object;

import dev.chorus.contract.Command;
import dev.chorus.contract.Reply;

/**
 * Commands about objects as wholes. Each fails with the not-found code of its type where the object does not exist or
 * is another service's, and with {@link dev.chorus.contract.error.ErrorCode#ACCESS_FORBIDDEN} where the service uses
 * permissions and the caller has none.
 *
 * @param <R> the answer
 */
public sealed interface ObjectCommand<R extends Reply> extends Command<R>
        permits CreateObject, EraseObjects, ListObjects, ReadObject, RemoveObject, UpdateObject {}
