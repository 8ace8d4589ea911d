package dev.chorus.store.key;

import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Where sids come from. */
public final class NewSid {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 16;

    private NewSid() {}

    /** A sid in the partition of the object's name. */
    public static ObjectSid named(ObjectType type, Partition partition) {
        byte[] bytes = random();
        bytes[0] = (byte) (bytes[0] & -Partition.COUNT | partition.number());
        return sid(type, bytes);
    }

    /** A sid that follows from the request, so that a repeated request finds the object that the first one made. */
    public static ObjectSid anonymous(ObjectType type, String service, String actor, @Nullable String requestId) {
        return sid(
                type,
                requestId == null
                        ? random()
                        : Digest.of(service, actor, requestId, type.sidPrefix()).bytes());
    }

    /** A sid for a stream's message. */
    public static String message() {
        return "TZ" + HexFormat.of().formatHex(random());
    }

    /** What a creation is recognised by when it is repeated, or empty. */
    public static String creation(String service, String actor, @Nullable String requestId) {
        return requestId == null ? "" : Digest.of(service, actor, requestId).text();
    }

    private static ObjectSid sid(ObjectType type, byte[] bytes) {
        return new ObjectSid(type.sidPrefix() + HexFormat.of().formatHex(bytes));
    }

    private static byte[] random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
