package dev.chorus.gateway.dialect.backend;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.value.Json;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request to the Sync API. What is absent is null.
 *
 * @param form all of them
 */
record SyncForm(Form form) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern ENTITY_TAG = Pattern.compile("(?:W/)?\"([^\"]*)\"");

    static SyncForm of(RestRequest request) {
        return new SyncForm(Form.of(request.http()));
    }

    /** What an object or an item holds: a JSON object. */
    @Nullable
    Json data() {
        if (!form.has("Data")) {
            return null;
        }
        String text = form.text("Data", "");
        if (!isObject(text)) {
            throw new RequestFailedException(ErrorCode.DATA_MALFORMED, "Data is not a JSON object");
        }
        return Json.of(text.strip());
    }

    /** The first of these times to live that is there, in seconds; an empty one is none, which is 0. */
    @Nullable
    Long ttl(String... names) {
        for (String name : names) {
            if (form.has(name)) {
                String text = form.text(name, "");
                if (!text.matches("\\d{0,15}")) {
                    throw new RequestFailedException(ErrorCode.TTL_INVALID);
                }
                return text.isEmpty() ? 0L : Long.valueOf(text);
            }
        }
        return null;
    }

    /** A text that says nothing where it is empty. */
    @Nullable
    String text(String name) {
        String text = form.text(name, "");
        return text.isEmpty() ? null : text;
    }

    /** The revision that a change is based on; it comes as a tag, strong or weak, or as it is. */
    static @Nullable String ifMatch(RestRequest request) {
        String header = request.http().header("if-match");
        if (header == null || header.equals("*")) {
            return null;
        }
        Matcher tag = ENTITY_TAG.matcher(header.strip());
        return tag.matches() ? tag.group(1) : header.strip();
    }

    private static boolean isObject(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }
}
