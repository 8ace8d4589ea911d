package dev.chorus.gateway.tunnel;

import dev.chorus.contract.access.Caller;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.gateway.auth.AccessToken;
import dev.chorus.gateway.auth.Grant;
import dev.chorus.gateway.json.JsonBody;
import dev.chorus.gateway.socket.SocketSession;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to a route. It does not tell, and no route asks, whether it came by HTTP or through a socket, but for
 * those that need the socket itself.
 *
 * @param method the HTTP method, upper case
 * @param path the path as it was sent, still percent-encoded
 * @param query the decoded query parameters
 * @param headers the headers, by lower-case name
 * @param body the body's bytes
 * @param token who asks; null on routes that do not need to know
 * @param session the socket that it came through, if it did
 * @param requestNumber the request's number on that socket; 0 otherwise
 * @param baseUrl scheme, host and port under which the client reaches this gateway
 */
public record GatewayRequest(
        String method,
        String path,
        Map<String, List<String>> query,
        Map<String, String> headers,
        byte[] body,
        @Nullable AccessToken token,
        @Nullable SocketSession session,
        long requestNumber,
        String baseUrl) {

    /** The first value of a query parameter; null if there is none. */
    public @Nullable String parameter(String name) {
        List<String> values = query.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /** A header by its lower-case name; null if there is none. */
    public @Nullable String header(String lowerCaseName) {
        return headers.get(lowerCaseName);
    }

    /** The body as a JSON object. */
    public JsonBody json() {
        return JsonBody.read(body);
    }

    /** The token. Fails with {@link ErrorCode#UNAUTHORIZED} where there is none. */
    public AccessToken requireToken() {
        if (token == null) {
            throw new RequestFailedException(ErrorCode.UNAUTHORIZED);
        }
        return token;
    }

    /**
     * Who asks, for one product of the platform. Fails with {@link ErrorCode#TOKEN_GRANTS_INVALID} if the token does
     * not grant it.
     */
    public Caller caller(Grant... accepted) {
        AccessToken who = requireToken();
        return new Caller(
                who.accountSid(),
                who.serviceSid(accepted),
                who.identity(),
                false,
                session == null ? "" : session.id(),
                requestNumber,
                headers.get("twilio-request-id"));
    }
}
