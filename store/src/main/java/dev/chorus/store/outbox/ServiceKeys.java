package dev.chorus.store.outbox;

import dev.chorus.contract.object.ObjectType;

/** The keys of one service, which share a hash slot. */
public record ServiceKeys(String service) {
    /** How far each partition's outbox has been applied: a hash. */
    public String applied() {
        return prefix() + "applied";
    }

    /** The sids of all objects of a type: a sorted set. */
    public String objects(ObjectType type) {
        return prefix() + "objects:" + type.word();
    }

    /** What the account has decided for it: a hash. */
    public String settings() {
        return prefix() + "settings";
    }

    /** What webhooks were told lately: a stream. */
    public String deliveries() {
        return prefix() + "deliveries";
    }

    /** What webhooks could not be told: a stream. */
    public String deadDeliveries() {
        return prefix() + "deliveries:dead";
    }

    private String prefix() {
        return "{s:" + service + "}:";
    }
}
