package dev.chorus.sync.command;

import dev.chorus.contract.channel.ChatObjects;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.value.Json;
import dev.chorus.store.item.ItemKey;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What clients may ask for (sync specification, section 11). Each rule throws a {@link RequestFailedException}, so that
 * it is called where a future's step turns that into a failure.
 *
 * @param itemBytes how large a document or an item may be
 * @param messageBytes how large a message may be
 */
public record InputRules(int itemBytes, int messageBytes) {
    private static final int NAME_CHARACTERS = 320;
    private static final long LONGEST_TTL_SECONDS = Integer.MAX_VALUE;
    private static final Pattern REVISION = Pattern.compile("[0-9a-f]{1,13}");

    /** A document's, an item's or a context's data, which may be absent. */
    public @Nullable Json data(@Nullable Json data) {
        return data == null ? null : within(itemBytes, data);
    }

    /** A message. */
    public Json message(Json data) {
        return within(messageBytes, data);
    }

    /** A unique name, which may be absent. Those of the messaging domain's objects cannot be had. */
    public @Nullable String uniqueName(ObjectType type, @Nullable String name) {
        if (name == null) {
            return null;
        }
        if (name.isEmpty()
                || name.length() > NAME_CHARACTERS
                || ObjectSid.isSid(name)
                || ChatObjects.named(type, name).isPresent()) {
            throw new RequestFailedException(ErrorCode.UNIQUE_NAME_INVALID);
        }
        return name;
    }

    /** The stored form of an existing item's key: an index that is none finds no item. */
    public byte[] key(ObjectType type, String key) {
        if (type == ObjectType.MAP && key.length() > NAME_CHARACTERS) {
            throw new RequestFailedException(ErrorCode.MAP_KEY_INVALID);
        }
        return ItemKey.encode(type, key)
                .orElseThrow(() -> new RequestFailedException(
                        type == ObjectType.LIST ? ErrorCode.LIST_ITEM_NOT_FOUND : ErrorCode.MAP_KEY_INVALID));
    }

    /** A time to live in milliseconds, which may be absent. */
    public @Nullable Long ttlMillis(@Nullable Long ttlSeconds) {
        if (ttlSeconds == null) {
            return null;
        }
        if (ttlSeconds < 0 || ttlSeconds > LONGEST_TTL_SECONDS) {
            throw new RequestFailedException(ErrorCode.TTL_INVALID);
        }
        return ttlSeconds * 1000;
    }

    /** The revision that a change is based on, which may be absent; -1 for "not there yet". */
    public @Nullable Long ifMatch(@Nullable String revision) {
        if (revision == null) {
            return null;
        }
        if (revision.equals("-1")) {
            return -1L;
        }
        if (!REVISION.matcher(revision).matches()) {
            throw new RequestFailedException(ErrorCode.IF_MATCH_MALFORMED);
        }
        return Long.parseLong(revision, 16);
    }

    /** A list or a map, and nothing else. */
    public ObjectType collection(ObjectType type) {
        if (!type.isCollection()) {
            throw new RequestFailedException(ErrorCode.BAD_REQUEST);
        }
        return type;
    }

    private static Json within(int limitBytes, Json data) {
        if (data.size() > limitBytes) {
            throw new RequestFailedException(ErrorCode.DATA_TOO_LARGE);
        }
        return data;
    }
}
