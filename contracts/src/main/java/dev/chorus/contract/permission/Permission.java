package dev.chorus.contract.permission;

import dev.chorus.contract.Reply;
import dev.chorus.contract.object.ObjectSid;

/**
 * The rights of one identity on one object.
 *
 * @param object the object
 * @param identity who has them
 * @param read whether it may read and subscribe
 * @param write whether it may change data
 * @param manage whether it may remove the object and give rights
 */
public record Permission(ObjectSid object, String identity, boolean read, boolean write, boolean manage)
        implements Reply {}
