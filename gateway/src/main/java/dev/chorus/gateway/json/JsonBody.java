package dev.chorus.gateway.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.value.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON object in a request's body. It is walked through once, which proves that it is JSON; each field's value
 * stays the bytes that it is until somebody asks for it as something else.
 */
public final class JsonBody {
    /** Values are passed on as bytes, in UTF-8: another encoding is not looked for. */
    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

    private static final JsonBody EMPTY = new JsonBody(Map.of());

    private final Map<String, Field> fields;

    private JsonBody(Map<String, Field> fields) {
        this.fields = fields;
    }

    /**
     * Reads a body. No bytes at all are an object without fields. Fails with {@link ErrorCode#DATA_MALFORMED} if it is
     * not a JSON object.
     */
    public static JsonBody read(byte[] body) {
        if (body.length == 0) {
            return EMPTY;
        }
        try (JsonParser parser = FACTORY.createParser(body)) {
            checkUtf8(body);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new RequestFailedException(ErrorCode.DATA_MALFORMED, "The body is not a JSON object");
            }
            Map<String, Field> fields = new HashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                int start = (int) parser.currentTokenLocation().getByteOffset();
                String text = token.isScalarValue() ? parser.getText() : null;
                parser.skipChildren();
                parser.finishToken();
                int end = (int) parser.currentLocation().getByteOffset();
                fields.put(name, new Field(token, text, Json.ofUtf8(Arrays.copyOfRange(body, start, end))));
            }
            if (parser.nextToken() != null) {
                throw new RequestFailedException(ErrorCode.DATA_MALFORMED, "The body has something behind its object");
            }
            return new JsonBody(fields);
        } catch (IOException e) {
            throw new RequestFailedException(ErrorCode.DATA_MALFORMED, "The body is not JSON");
        }
    }

    /** Whether the field is there and is not JSON null. */
    public boolean has(String name) {
        return value(name) != null;
    }

    /** Whether the field is there, even if it is JSON null. */
    public boolean names(String name) {
        return fields.containsKey(name);
    }

    /** The field's value as it is; null if it is absent or JSON null. */
    public @Nullable Json value(String name) {
        Field field = fields.get(name);
        return field == null || field.token == JsonToken.VALUE_NULL ? null : field.json;
    }

    /** A text field; null if it is absent or JSON null. Fails if it is something else or has half a character in it. */
    public @Nullable String text(String name) {
        Field field = fields.get(name);
        if (field == null || field.token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (field.token != JsonToken.VALUE_STRING) {
            throw new RequestFailedException(ErrorCode.BAD_REQUEST, name + " is not a text");
        }
        if (field.text != null && !StandardCharsets.UTF_8.newEncoder().canEncode(field.text)) {
            // Half a character cannot be named in a URL, and two different ones would become the same there.
            throw new RequestFailedException(ErrorCode.BAD_REQUEST, name + " is not Unicode text");
        }
        return field.text;
    }

    /** An integer field; null if it is absent or JSON null. Fails with the given code if it is something else. */
    public @Nullable Long number(String name, ErrorCode otherwise) {
        Field field = fields.get(name);
        if (field == null || field.token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (field.token != JsonToken.VALUE_NUMBER_INT) {
            return refuse(otherwise);
        }
        try {
            return Long.valueOf(field.text);
        } catch (NumberFormatException e) {
            return refuse(otherwise);
        }
    }

    /** The parser lets some sequences pass that are none; what is stored is sent to others, who may not. */
    private static void checkUtf8(byte[] body) throws CharacterCodingException {
        for (byte unit : body) {
            if (unit < 0) {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
                return;
            }
        }
    }

    private static Long refuse(ErrorCode code) {
        throw new RequestFailedException(code);
    }

    private record Field(JsonToken token, @Nullable String text, Json json) {}
}
