package dev.chorus.store.item;

import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.value.Cesu8;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The stored forms of keys, whose bytes sort as the keys do. */
public final class ItemKey {
    private static final int INDEX_DIGITS = 10;
    private static final long HIGHEST_INDEX = (1L << 40) - 1;

    private ItemKey() {}

    /**
     * The stored form of a map's key or a list's index in decimal digits; nothing for what no item can have: an index
     * that is not one, or a key with a NUL.
     */
    public static Optional<byte[]> encode(ObjectType type, String key) {
        if (type == ObjectType.LIST) {
            return index(key).map(index -> "%010x".formatted(index).getBytes(StandardCharsets.US_ASCII));
        }
        return key.isEmpty() || key.indexOf('\0') >= 0 ? Optional.empty() : Optional.of(Cesu8.encode(key));
    }

    /** The key as clients know it. */
    public static String decode(ObjectType type, byte[] stored, int length) {
        return type == ObjectType.LIST
                ? Long.toString(Long.parseLong(new String(stored, 0, INDEX_DIGITS, StandardCharsets.US_ASCII), 16))
                : Cesu8.decode(stored, 0, length);
    }

    private static Optional<Long> index(String digits) {
        if (digits.isEmpty() || digits.length() > 15 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(digits)).filter(index -> index <= HIGHEST_INDEX);
    }
}
