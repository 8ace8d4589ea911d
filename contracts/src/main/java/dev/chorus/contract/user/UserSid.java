package dev.chorus.contract.user;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.value.Sha256;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The id of a user: {@code US} and 32 hexadecimal digits, which follow from service and identity. The user's two maps
 * lie in the same partition.
 *
 * @param value the sid as clients see it
 */
public record UserSid(@JsonValue String value) {
    private static final String PREFIX = "US";
    private static final int BYTES = 16;

    /** The sid of a service's user. */
    public static UserSid of(String serviceSid, String identity) {
        byte[] digest = Arrays.copyOf(Sha256.of("user", serviceSid, identity), BYTES);
        return new UserSid(PREFIX + HexFormat.of().formatHex(digest));
    }

    /** Checks the form. */
    @JsonCreator
    public UserSid {
        if (!isSid(value)) {
            throw new IllegalArgumentException("user sid: " + value + " (expected: US and 32 hex digits)");
        }
    }

    /** Whether a text has the form of a user's sid. */
    public static boolean isSid(String text) {
        return text.startsWith(PREFIX) && ObjectSid.isSid(text);
    }

    /** The map of the user's profile: friendly name, attributes, reachability. */
    public ObjectSid profile() {
        return new ObjectSid(ObjectType.MAP.sidPrefix() + digits());
    }

    /** The map of the user's channels by their sids. */
    public ObjectSid channels() {
        // The first two digits say the partition; the rest only has to differ from the profile's.
        String partition = digits().substring(0, 2);
        byte[] digest = Arrays.copyOf(Sha256.of("channels", value), BYTES - 1);
        return new ObjectSid(
                ObjectType.MAP.sidPrefix() + partition + HexFormat.of().formatHex(digest));
    }

    private String digits() {
        return value.substring(PREFIX.length());
    }

    @Override
    public String toString() {
        return value;
    }
}
