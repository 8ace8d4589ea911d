package dev.chorus.store.key;

import dev.chorus.contract.object.ObjectSid;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one object, all in its partition.
 *
 * @param partition where it lives
 * @param sid the object
 */
public record ObjectKeys(Partition partition, ObjectSid sid) {
    /** The keys of an object. */
    public static ObjectKeys of(ObjectSid sid) {
        return new ObjectKeys(Partition.of(sid), sid);
    }

    /** The object's own record: a hash. */
    public String meta() {
        return key("meta");
    }

    /** Its items: a sorted set, ordered by key. */
    public String items() {
        return key("items");
    }

    /** Its changes: a stream whose entry ids are the event ids. */
    public String log() {
        return key("log");
    }

    /** The marks of removed keys: a sorted set by the event ids of the removals. */
    public String tombs() {
        return key("tombs");
    }

    /** The gateways that follow it: a set. */
    public String interest() {
        return key("interest");
    }

    /** Rights by identity: a hash. */
    public String acl() {
        return key("acl");
    }

    /** The record of what a request did to this object, or null for a request that cannot be recognised. */
    public @Nullable String request(String service, String actor, @Nullable String requestId) {
        return requestId == null
                ? null
                : partition.prefix() + "request:"
                        + Digest.of(service, actor, requestId, sid.value()).text();
    }

    private String key(String part) {
        return partition.prefix() + sid.value() + ':' + part;
    }
}
