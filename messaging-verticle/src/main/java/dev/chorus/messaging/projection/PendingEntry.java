package dev.chorus.messaging.projection;

import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.store.key.Partition;
import java.util.Locale;

/**
 * Something that has to be derived or done, as a partition's pending set names it: kind, channel (or session) and
 * subject, separated by zero bytes.
 *
 * @param kind what
 * @param root the sid of the channel, of the user or of the session
 * @param subject the identity, the name, or the index of the command; empty for none
 */
public record PendingEntry(Kind kind, String root, String subject) {
    /** What there is to derive or to do. */
    public enum Kind {
        /** A user's entry of the channel. */
        MEMBER,
        /** The entry among public channels. */
        PUBLIC,
        /** Whether the channel still has a name. */
        NAME,
        /** The entry among all channels. */
        INDEX,
        /** The entry among all users; the root is the user. */
        USER,
        /** A command of a session. */
        SESSION
    }

    /** Reads one. */
    public static PendingEntry parse(String entry) {
        String[] parts = entry.split("\0", 3);
        return new PendingEntry(
                Kind.valueOf(parts[0].toUpperCase(Locale.ROOT)), parts[1], parts.length == 3 ? parts[2] : "");
    }

    /** The channel. */
    public ChannelSid channel() {
        return new ChannelSid(root);
    }

    /** A partition's pending set. */
    public static String key(Partition partition) {
        return partition.prefix() + "pending";
    }
}
