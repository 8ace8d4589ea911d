package dev.chorus.gateway.tunnel;

import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.gateway.json.JsonWriter;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Map;

/**
 * What a route answers.
 *
 * @param status the HTTP status
 * @param reason the status in words; for a refusal what is wrong, which chat clients give to their apps as the error
 * @param headers headers beside the content type, by name
 * @param body the JSON body; empty for none
 */
public record GatewayResponse(int status, String reason, Map<String, String> headers, byte[] body) {
    private static final byte[] NOTHING = new byte[0];

    /** An answer with the usual words for its status. */
    public GatewayResponse(int status, Map<String, String> headers, byte[] body) {
        this(status, reasonOf(status), headers, body);
    }

    /** An answer with a body. */
    public static GatewayResponse of(int status, JsonWriter body) {
        return new GatewayResponse(status, Map.of(), body.toBytes());
    }

    /** Success with nothing to tell: 204. */
    public static GatewayResponse noContent() {
        return new GatewayResponse(204, Map.of(), NOTHING);
    }

    /** A refusal in the error format of all APIs (sync specification, section 11). */
    public static GatewayResponse refusal(RequestFailedException refusal, String baseUrl) {
        return refusal(refusal, refusalBody(refusal, baseUrl));
    }

    /** A refusal whose body says more. */
    public static GatewayResponse refusal(RequestFailedException refusal, JsonWriter body) {
        String said = refusal.getMessage();
        String reason = said == null ? refusal.code().meaning() : said;
        return new GatewayResponse(refusal.code().httpStatus(), reason, Map.of(), body.toBytes());
    }

    /** The fields of a refusal, for answers that add to them. */
    public static JsonWriter refusalBody(RequestFailedException refusal, String baseUrl) {
        int number = refusal.code().number();
        return new JsonWriter()
                .number("status", refusal.code().httpStatus())
                .number("code", number)
                .text("message", refusal.getMessage())
                .text("more_info", baseUrl + "/errors/" + number);
    }

    /** The reason phrase of an HTTP status. */
    public static String reasonOf(int status) {
        return HttpResponseStatus.valueOf(status).reasonPhrase();
    }
}
