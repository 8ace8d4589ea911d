package dev.chorus.contract.change;

import dev.chorus.contract.value.Cesu8;
import dev.chorus.contract.value.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One change of one object, as its log keeps it and as every subscriber's event is made from it.
 *
 * <p>Its stored form is binary, written by the store's scripts, big-endian: kind (1 byte), event id (6), time (6),
 * revision (6), expiry (6), access number (4), request number (6), then the lengths of key (2), actor (2), connection (2) and data (4),
 * then those four: the key as {@link Cesu8}, the others as UTF-8.
 *
 * @param kind what happened
 * @param eventId its number in the object, 1 for the first and each one more than the one before; 0 if not logged
 * @param atMillis when, epoch milliseconds
 * @param revision the item's revision after it; the object's for a change of the whole
 * @param expiresMillis when what changed will end, epoch milliseconds; 0 for never
 * @param accessNumber how often rights on the object had been taken or given by then; 0 where that is not known. Whoever may
 *     have had rights before and has not been asked since must not be told of it
 * @param requestNumber which request on {@link #connection} caused it
 * @param key the item's key, a list's index in decimal digits, a message's sid; empty for a change of the whole
 * @param actor the identity that caused it; empty where time did
 * @param connection the connection that caused it; empty where none did
 * @param data the new value, or for a removal the old one
 */
public record Change(
        ChangeKind kind,
        long eventId,
        long atMillis,
        long revision,
        long expiresMillis,
        long accessNumber,
        long requestNumber,
        String key,
        String actor,
        String connection,
        Json data) {

    /** Length in bytes of the fixed part of the stored form. */
    static final int FIXED_BYTES = 1 + 5 * 6 + 4 + 3 * 2 + 4;

    /** Reads the stored form. */
    public static Change decode(byte[] stored) {
        ByteBuffer in = ByteBuffer.wrap(stored);
        ChangeKind kind = ChangeKind.ofCode(in.get());
        long eventId = readSixBytes(in);
        long atMillis = readSixBytes(in);
        long revision = readSixBytes(in);
        long expiresMillis = readSixBytes(in);
        long accessNumber = Integer.toUnsignedLong(in.getInt());
        long requestNumber = readSixBytes(in);
        int keyBytes = Short.toUnsignedInt(in.getShort());
        int actorBytes = Short.toUnsignedInt(in.getShort());
        int connectionBytes = Short.toUnsignedInt(in.getShort());
        int dataBytes = in.getInt();
        String key = Cesu8.decode(stored, in.position(), keyBytes);
        in.position(in.position() + keyBytes);
        String actor = readText(in, actorBytes);
        String connection = readText(in, connectionBytes);
        byte[] data = new byte[dataBytes];
        in.get(data);
        return new Change(
                kind,
                eventId,
                atMillis,
                revision,
                expiresMillis,
                accessNumber,
                requestNumber,
                key,
                actor,
                connection,
                Json.ofUtf8(data));
    }

    /** The object's or item's revision as clients see it. */
    public String revisionText() {
        return Long.toHexString(revision);
    }

    private static long readSixBytes(ByteBuffer in) {
        return ((long) Short.toUnsignedInt(in.getShort()) << 32) | Integer.toUnsignedLong(in.getInt());
    }

    private static String readText(ByteBuffer in, int bytes) {
        byte[] text = new byte[bytes];
        in.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
