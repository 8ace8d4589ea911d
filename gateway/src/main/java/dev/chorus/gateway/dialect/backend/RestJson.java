package dev.chorus.gateway.dialect.backend;

import dev.chorus.gateway.json.JsonWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The forms of values in answers of the chat API, where they are not those of all APIs. */
final class RestJson {
    private RestJson() {}

    /** A moment to the second; null and 0 are written as JSON null. */
    static JsonWriter date(JsonWriter json, String name, @Nullable Long epochMillis) {
        return json.text(
                name,
                epochMillis == null || epochMillis == 0
                        ? null
                        : Instant.ofEpochMilli(epochMillis)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString());
    }

    /** Both dates, which most resources have. */
    static JsonWriter dates(JsonWriter json, long createdMillis, long updatedMillis) {
        return date(date(json, "date_created", createdMillis), "date_updated", updatedMillis);
    }

    static JsonWriter number(JsonWriter json, String name, @Nullable Long value) {
        return value == null ? json.raw(name, null) : json.number(name, value);
    }

    static JsonWriter flag(JsonWriter json, String name, @Nullable Boolean value) {
        return value == null ? json.raw(name, null) : json.flag(name, value);
    }
}
