package dev.chorus.contract.object;

import dev.chorus.contract.Reply;
import dev.chorus.contract.value.Json;
import org.jspecify.annotations.Nullable;

/**
 * An object at one moment.
 *
 * @param sid its id
 * @param type what it is
 * @param accountSid the account that owns it
 * @param serviceSid the service that it lives in
 * @param uniqueName its name, if it has one
 * @param lastEventId the id of its latest change; 0 for a new object
 * @param data a document's value, a list's or map's context, an empty object for a stream
 * @param createdMillis when it was made, epoch milliseconds
 * @param updatedMillis when it last changed, epoch milliseconds
 * @param expiresMillis when it ends, epoch milliseconds; 0 for never
 * @param createdBy the identity that made it
 */
public record ObjectState(
        ObjectSid sid,
        ObjectType type,
        String accountSid,
        String serviceSid,
        @Nullable String uniqueName,
        long lastEventId,
        Json data,
        long createdMillis,
        long updatedMillis,
        long expiresMillis,
        String createdBy)
        implements Reply {

    /**
     * The revision as clients see it. Every change of an object takes its next event id and nothing else changes it,
     * so the one counter is the revision too.
     */
    public String revision() {
        return Long.toHexString(lastEventId);
    }
}
