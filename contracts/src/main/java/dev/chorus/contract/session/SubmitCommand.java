package dev.chorus.contract.session;

import dev.chorus.contract.item.ItemState;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.value.Json;

/**
 * Appends a command to a session. It is carried out for certain, though not before this is answered; its answer becomes
 * part of the item. A repetition with the same command id changes nothing.
 *
 * @param session the session's list
 * @param data the item: an object with {@code request} and {@code commandId}
 */
public record SubmitCommand(ObjectSid session, Json data) implements SessionCommand<ItemState> {}
