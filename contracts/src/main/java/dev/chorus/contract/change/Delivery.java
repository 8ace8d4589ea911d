package dev.chorus.contract.change;

import dev.chorus.contract.object.ObjectSid;

/**
 * A change on its way from the service that made it to a gateway that has subscribers. The event bus may lose it; the
 * sequence lets the gateway notice.
 *
 * @param link the sending service instance, fresh at every start
 * @param sequence how many deliveries that instance has sent to this gateway, with this one
 * @param object what changed
 * @param change the change in its stored form, see {@link Change#decode}
 */
public record Delivery(String link, long sequence, ObjectSid object, byte[] change) {}
