package dev.chorus.store.item;

import dev.chorus.contract.change.Change;
import dev.chorus.contract.change.ChangeKind;
import dev.chorus.contract.item.ItemState;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.value.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An item as the store keeps it: its key, NUL, a header of fixed length, its creator and its data
 * ({@code shared/item.lua}).
 *
 * @param key the key as clients know it
 * @param revision its revision
 * @param lastEventId the event of its latest change
 * @param addedEventId the event of its addition
 * @param createdMillis when it was added
 * @param updatedMillis when it last changed
 * @param expiresMillis when it ends; 0 for never
 * @param createdBy who added it
 * @param data its value
 */
public record StoredItem(
        String key,
        long revision,
        long lastEventId,
        long addedEventId,
        long createdMillis,
        long updatedMillis,
        long expiresMillis,
        String createdBy,
        Json data) {

    /** Reads the stored form. */
    public static StoredItem decode(ObjectType type, byte[] member) {
        int keyBytes = 0;
        while (member[keyBytes] != 0) {
            keyBytes++;
        }
        ByteBuffer in = ByteBuffer.wrap(member).position(keyBytes + 1);
        long revision = sixBytes(in);
        long lastEventId = sixBytes(in);
        long addedEventId = sixBytes(in);
        long createdMillis = sixBytes(in);
        long updatedMillis = sixBytes(in);
        long expiresMillis = sixBytes(in);
        int creatorBytes = Short.toUnsignedInt(in.getShort());
        String createdBy = new String(member, in.position(), creatorBytes, StandardCharsets.UTF_8);
        Json data = Json.ofUtf8(Arrays.copyOfRange(member, in.position() + creatorBytes, member.length));
        return new StoredItem(
                ItemKey.decode(type, member, keyBytes),
                revision,
                lastEventId,
                addedEventId,
                createdMillis,
                updatedMillis,
                expiresMillis,
                createdBy,
                data);
    }

    /**
     * The item as its readers see it.
     *
     * @param collection where it is
     * @param aboveLost an event id above all that Redis may have lost; 0 where it has lost none. Whoever knows a lost change of the
     *     item believes nothing that is older
     */
    public ItemState state(ObjectSid collection, long aboveLost) {
        return new ItemState(
                collection,
                key,
                revision,
                Math.max(lastEventId, aboveLost),
                data,
                createdMillis,
                updatedMillis,
                expiresMillis,
                createdBy,
                false);
    }

    /** The change that leads to this item from what was known after an event; who caused it is no longer known. */
    public Change changeSince(long eventId) {
        ChangeKind kind = addedEventId > eventId ? ChangeKind.ITEM_ADDED : ChangeKind.ITEM_UPDATED;
        return new Change(kind, lastEventId, updatedMillis, revision, expiresMillis, 0, 0, key, "", "", data);
    }

    private static long sixBytes(ByteBuffer in) {
        return ((long) Short.toUnsignedInt(in.getShort()) << 32) | Integer.toUnsignedLong(in.getInt());
    }
}
