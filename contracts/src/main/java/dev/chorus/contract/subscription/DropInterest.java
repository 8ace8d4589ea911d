package dev.chorus.contract.subscription;

import dev.chorus.contract.Done;
import dev.chorus.contract.object.ObjectSid;
import java.util.List;

/**
 * Ends a gateway's interest in objects.
 *
 * @param objects what it no longer follows
 * @param gateway who
 */
public record DropInterest(List<ObjectSid> objects, String gateway) implements SubscriptionCommand<Done> {}
