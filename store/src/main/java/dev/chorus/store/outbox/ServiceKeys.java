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

    private String prefix() {
        return "{s:" + service + "}:";
    }
}
