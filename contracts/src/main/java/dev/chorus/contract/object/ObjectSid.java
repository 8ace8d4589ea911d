package dev.chorus.contract.object;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/**
 * The id of one object: two letters for its type and 32 hexadecimal digits (sync specification, section 11).
 *
 * @param value the sid as clients see it
 */
public record ObjectSid(@JsonValue String value) {
    private static final int LENGTH = 34;

    /** Checks the form. */
    @JsonCreator
    public ObjectSid {
        if (!isSid(value)) {
            throw new IllegalArgumentException("sid: " + value + " (expected: two letters and 32 hex digits)");
        }
    }

    /** Whether a text has the form of a sid, which unique names must not have. */
    public static boolean isSid(String text) {
        if (text.length() != LENGTH || !isUpperCase(text.charAt(0)) || !isUpperCase(text.charAt(1))) {
            return false;
        }
        for (int i = 2; i < LENGTH; i++) {
            char digit = text.charAt(i);
            if (!(digit >= '0' && digit <= '9' || digit >= 'a' && digit <= 'f')) {
                return false;
            }
        }
        return true;
    }

    /** The type that the first two letters name, or nothing for a sid of something that is not an object. */
    public Optional<ObjectType> type() {
        for (ObjectType type : ObjectType.values()) {
            if (value.startsWith(type.sidPrefix())) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    private static boolean isUpperCase(char letter) {
        return letter >= 'A' && letter <= 'Z';
    }

    @Override
    public String toString() {
        return value;
    }
}
