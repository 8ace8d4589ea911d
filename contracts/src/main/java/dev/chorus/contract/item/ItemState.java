package dev.chorus.contract.item;

import dev.chorus.contract.Reply;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.value.Json;

/**
 * An item at one moment.
 *
 * @param collection the list or map that it belongs to
 * @param key a map's key, or a list's index in decimal digits
 * @param revision how often it has changed since it was added
 * @param lastEventId the id, in its collection, of its latest change
 * @param data its value
 * @param createdMillis when it was added, epoch milliseconds
 * @param updatedMillis when it last changed, epoch milliseconds
 * @param expiresMillis when it ends, epoch milliseconds; 0 for never
 * @param createdBy the identity that added it
 * @param created whether the command that this answers added it
 */
public record ItemState(
        ObjectSid collection,
        String key,
        long revision,
        long lastEventId,
        Json data,
        long createdMillis,
        long updatedMillis,
        long expiresMillis,
        String createdBy,
        boolean created)
        implements Reply {

    /** The revision as clients see it. */
    public String revisionText() {
        return Long.toHexString(revision);
    }
}
