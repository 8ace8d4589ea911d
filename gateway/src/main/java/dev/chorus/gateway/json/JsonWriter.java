package dev.chorus.gateway.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.chorus.contract.value.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Builds one JSON object as bytes. Field order is the order of the calls. Nothing is written anywhere but to memory, so
 * that it cannot fail but by a mistake of its caller.
 */
public final class JsonWriter {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int TYPICAL_BYTES = 512;

    private final ByteArrayBuilder bytes = new ByteArrayBuilder(TYPICAL_BYTES);
    private final JsonGenerator json;

    /** Begins the object. */
    public JsonWriter() {
        try {
            json = FACTORY.createGenerator(bytes);
            json.writeStartObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A moment as clients read it: ISO 8601, UTC, with milliseconds. */
    public static String date(long epochMillis) {
        LocalDateTime moment = LocalDateTime.ofEpochSecond(
                Math.floorDiv(epochMillis, 1000L), (int) Math.floorMod(epochMillis, 1000L) * 1_000_000, ZoneOffset.UTC);
        // Written by hand, since every event has a date or two and a formatter costs more than the rest of the event.
        char[] text = "0000-00-00T00:00:00.000Z".toCharArray();
        digits(text, 0, 4, moment.getYear());
        digits(text, 5, 2, moment.getMonthValue());
        digits(text, 8, 2, moment.getDayOfMonth());
        digits(text, 11, 2, moment.getHour());
        digits(text, 14, 2, moment.getMinute());
        digits(text, 17, 2, moment.getSecond());
        digits(text, 20, 3, (int) Math.floorMod(epochMillis, 1000L));
        return new String(text);
    }

    private static void digits(char[] text, int at, int count, int value) {
        int rest = value;
        for (int i = at + count - 1; i >= at; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** A text field; null is written as JSON null. */
    public JsonWriter text(String name, @Nullable String value) {
        return write(() -> {
            json.writeFieldName(name);
            json.writeString(value);
        });
    }

    /** An integer field. */
    public JsonWriter number(String name, long value) {
        return write(() -> json.writeNumberField(name, value));
    }

    /** A true or false field. */
    public JsonWriter flag(String name, boolean value) {
        return write(() -> json.writeBooleanField(name, value));
    }

    /** A date field; 0 is written as JSON null. */
    public JsonWriter date(String name, long epochMillis) {
        return text(name, epochMillis == 0 ? null : date(epochMillis));
    }

    /** A field whose value is passed on as it is; null is written as JSON null. */
    public JsonWriter raw(String name, @Nullable Json value) {
        return write(() -> {
            json.writeFieldName(name);
            if (value == null) {
                json.writeNull();
            } else {
                json.writeRawValue(new RawJson(value));
            }
        });
    }

    /** A field with an object in it. */
    public JsonWriter object(String name, Consumer<JsonWriter> fields) {
        return write(() -> {
            json.writeObjectFieldStart(name);
            fields.accept(this);
            json.writeEndObject();
        });
    }

    /** A field with an array of objects in it. */
    public <T> JsonWriter objects(String name, Iterable<T> elements, BiConsumer<JsonWriter, T> fieldsOfElement) {
        return write(() -> {
            json.writeArrayFieldStart(name);
            for (T element : elements) {
                json.writeStartObject();
                fieldsOfElement.accept(this, element);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /** A field with an array of texts in it. */
    public JsonWriter texts(String name, Iterable<String> elements) {
        return write(() -> {
            json.writeArrayFieldStart(name);
            for (String element : elements) {
                json.writeString(element);
            }
            json.writeEndArray();
        });
    }

    /** Ends the object; the writer cannot be used any more. */
    public byte[] toBytes() {
        write(() -> {
            json.writeEndObject();
            json.close();
        });
        return bytes.toByteArray();
    }

    /** Ends the object; the writer cannot be used any more. */
    public Json toJson() {
        return Json.ofUtf8(toBytes());
    }

    private JsonWriter write(Step step) {
        try {
            step.write();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Step {
        void write() throws IOException;
    }
}
