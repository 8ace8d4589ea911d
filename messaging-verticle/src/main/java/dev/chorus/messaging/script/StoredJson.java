package dev.chorus.messaging.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the records that messaging's own scripts write. */
public final class StoredJson {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final ObjectMapper JSON = new ObjectMapper();

    private StoredJson() {}

    /** A moment (epoch milliseconds) as scripts write it; null stays null. */
    public static @Nullable String date(@Nullable Long millis) {
        return millis == null ? null : DATE.format(Instant.ofEpochMilli(millis));
    }

    /** One record. */
    public static JsonNode parse(byte[] record) {
        try {
            return JSON.readTree(record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text that may be null. */
    public static @Nullable String textOrNull(JsonNode record, String field) {
        JsonNode value = record.path(field);
        return value.isTextual() ? value.textValue() : null;
    }

    /** A text. */
    public static String text(JsonNode record, String field) {
        return record.path(field).asText();
    }

    /** A number that may be null. */
    public static @Nullable Long numberOrNull(JsonNode record, String field) {
        JsonNode value = record.path(field);
        return value.isNumber() ? value.longValue() : null;
    }

    /** A date as epoch milliseconds. */
    public static long millis(JsonNode record, String field) {
        return Instant.parse(record.path(field).asText()).toEpochMilli();
    }

    /** A date as epoch milliseconds, which may be null. */
    public static @Nullable Long millisOrNull(JsonNode record, String field) {
        String date = textOrNull(record, field);
        return date == null ? null : Instant.parse(date).toEpochMilli();
    }
}
