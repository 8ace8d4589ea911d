package dev.chorus.store.key;

import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One of the parts into which all objects are divided. What belongs to a partition shares a hash slot, so that an
 * object, its name, its place in the expiry index and its outbox entry change in one step (ADR 0001).
 *
 * @param number from 0
 */
public record Partition(int number) {
    /** How many there are. Stored keys depend on it: it never changes. */
    public static final int COUNT = 64;

    // Every key of every command begins with one of these.
    private static final List<String> TAGS =
            IntStream.range(0, COUNT).mapToObj("{p%02d}"::formatted).toList();

    private static final List<String> PREFIXES =
            TAGS.stream().map(tag -> tag + ':').toList();

    private static final List<Partition> ALL =
            IntStream.range(0, COUNT).mapToObj(Partition::new).toList();

    /** Checks the number. */
    public Partition {
        if (number < 0 || number >= COUNT) {
            throw new IllegalArgumentException("partition: " + number + " (expected: 0.." + (COUNT - 1) + ")");
        }
    }

    /** All of them, in order. */
    public static List<Partition> all() {
        return ALL;
    }

    /** Where an object lives: its sid's first two hexadecimal digits say so. */
    public static Partition of(ObjectSid sid) {
        return ALL.get(Integer.parseInt(sid.value(), 2, 4, 16) % COUNT);
    }

    /** Where the holder of a name lives. */
    public static Partition ofName(String service, ObjectType type, String name) {
        int hash = (service + ':' + type.sidPrefix() + ':' + name).hashCode();
        return ALL.get(Math.floorMod((hash ^ hash >>> 16) * 0x45d9f3b >>> 8, COUNT));
    }

    /** What all keys of the partition begin with. */
    public String prefix() {
        return PREFIXES.get(number);
    }

    /** The hash tag, which is the partition's name in other places too. */
    public String tag() {
        return TAGS.get(number);
    }

    /** What is over: a sorted set of sids, and of sids with item keys, by the time of their end. */
    public String expiry() {
        return prefix() + "expiry";
    }

    /** What listings have not followed yet: a stream of creations and removals. */
    public String outbox() {
        return prefix() + "outbox";
    }

    /** What webhooks are to be told: a stream of changes. */
    public String webhooks() {
        return prefix() + "webhooks";
    }

    /** Who has a name. */
    public String nameHolder(String service, ObjectType type, String name) {
        return prefix() + "name:" + service + ':' + type.sidPrefix() + ':' + name;
    }
}
