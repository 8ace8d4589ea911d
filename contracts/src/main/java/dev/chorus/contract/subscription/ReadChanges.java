package dev.chorus.contract.subscription;

import dev.chorus.contract.object.ObjectSid;

/**
 * Reads what happened to an object after an event, to heal a gap. It is the gateway's own request, on behalf of nobody,
 * and asks for no permission: the answer only goes to those who are subscribed. For an object that is gone it answers
 * its removal.
 *
 * @param object what is followed
 * @param afterEventId the last change that is known
 * @param lenient as in {@link FollowObject}
 */
public record ReadChanges(ObjectSid object, long afterEventId, boolean lenient)
        implements SubscriptionCommand<Changes> {}
