package dev.chorus.contract.subscription;

import dev.chorus.contract.object.ObjectSid;
import org.jspecify.annotations.Nullable;

/**
 * Registers a gateway's interest in an object and reads what happened after an event, in one step: no change falls
 * between the two. Repeating it renews the interest. Fails with the object's not-found code, or with
 * {@link dev.chorus.contract.error.ErrorCode#ACCESS_FORBIDDEN}, or, where removals that old are forgotten or the object has no such event, with
 * {@link dev.chorus.contract.error.ErrorCode#CURSOR_TOO_OLD}; nothing is registered then.
 *
 * @param object what to follow
 * @param gateway who follows: the address to which changes go
 * @param afterEventId the last change that is known; null for no replay
 * @param lenient whether to be told what can be told where removals are forgotten or changes were lost, instead of failing
 */
public record FollowObject(
        ObjectSid object, String gateway, @Nullable Long afterEventId, boolean lenient)
        implements SubscriptionCommand<Changes> {

    /** The same for a reader who opens the object anew where it cannot be told everything. */
    public FollowObject(ObjectSid object, String gateway, @Nullable Long afterEventId) {
        this(object, gateway, afterEventId, false);
    }
}
