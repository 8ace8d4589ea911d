package dev.chorus.client.connection;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call asks for.
 *
 * @param method GET, POST, PUT or DELETE
 * @param path percent-encoded
 * @param params query parameters, not encoded yet
 * @param headers header fields
 * @param body the body as text; null for none
 * @param endsWithConnection whether it means nothing to another connection: it fails with this one, and takes no place
 *     in the outbox
 */
public record CallRequest(
        String method,
        String path,
        Map<String, String> params,
        Map<String, String> headers,
        @Nullable String body,
        boolean endsWithConnection) {
    /** A request without a body. */
    public static CallRequest of(String method, String path) {
        return new CallRequest(method, path, Map.of(), Map.of(), null, false);
    }

    /** A request to read something. */
    public static CallRequest get(String path) {
        return of("GET", path);
    }

    /** A request with JSON. */
    public static CallRequest post(String path, JsonObject body) {
        return of("POST", path).withBody(body.encode());
    }

    /** The same with one more parameter, unless its value is null. */
    public CallRequest withParam(String name, @Nullable Object value) {
        return value == null
                ? this
                : new CallRequest(
                        method, path, with(params, name, value.toString()), headers, body, endsWithConnection);
    }

    /** The same with one more header. */
    public CallRequest withHeader(String name, String value) {
        return new CallRequest(method, path, params, with(headers, name, value), body, endsWithConnection);
    }

    /** The same with a body. */
    public CallRequest withBody(String text) {
        return new CallRequest(method, path, params, headers, text, endsWithConnection);
    }

    /** The same, for this connection only. */
    CallRequest forThisConnection() {
        return new CallRequest(method, path, params, headers, body, true);
    }

    private static Map<String, String> with(Map<String, String> map, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(map);
        more.put(name, value);
        return more;
    }
}
