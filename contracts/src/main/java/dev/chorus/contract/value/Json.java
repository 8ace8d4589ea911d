package dev.chorus.contract.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One JSON value as the bytes that its author sent, UTF-8. It is checked once, where it enters, and is opaque from
 * there to every reader.
 */
public final class Json {
    private static final Json EMPTY_OBJECT = of("{}");

    private final byte[] utf8;

    private Json(byte[] utf8) {
        this.utf8 = utf8;
    }

    /** Wraps bytes that are known to be one JSON value. The array must not be changed afterwards. */
    @JsonCreator
    public static Json ofUtf8(byte[] utf8) {
        return new Json(utf8);
    }

    /** Wraps text that is known to be one JSON value. */
    public static Json of(String text) {
        return new Json(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The value that an object has when its author gave none: {@code {}}. */
    public static Json emptyObject() {
        return EMPTY_OBJECT;
    }

    /** The bytes themselves, not a copy: they must not be changed. */
    @JsonValue
    public byte[] utf8() {
        return utf8;
    }

    /** Length in bytes, which is what limits count. */
    public int size() {
        return utf8.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Json json && Arrays.equals(utf8, json.utf8);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(utf8);
    }

    /** The JSON text. Payloads are private: this is for tests and for the wire, never for a log. */
    @Override
    public String toString() {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
