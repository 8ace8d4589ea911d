package dev.chorus.contract.object;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of one object: two letters for its type and 32 hexadecimal digits (sync specification, section 11).
 *
 * @param value the sid as clients see it
 */
public record ObjectSid(@JsonValue String value) {
    private static final Pattern SID = Pattern.compile("[A-Z]{2}[a-f0-9]{32}");

    /** Checks the form. */
    @JsonCreator
    public ObjectSid {
        if (!isSid(value)) {
            throw new IllegalArgumentException("sid: " + value + " (expected: two letters and 32 hex digits)");
        }
    }

    /** Whether a text has the form of a sid, which unique names must not have. */
    public static boolean isSid(String text) {
        return text.length() == 34 && SID.matcher(text).matches();
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

    @Override
    public String toString() {
        return value;
    }
}
