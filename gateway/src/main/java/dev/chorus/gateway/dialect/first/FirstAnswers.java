package dev.chorus.gateway.dialect.first;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.gateway.tunnel.GatewayResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Answers of this dialect. */
final class FirstAnswers {
    private FirstAnswers() {}

    static GatewayResponse of(int status, ObjectNode body) {
        return of(status, Map.of(), body);
    }

    static GatewayResponse of(int status, Map<String, String> headers, ObjectNode body) {
        return new GatewayResponse(status, headers, body.toString().getBytes(StandardCharsets.UTF_8));
    }

    static GatewayResponse results(ArrayNode results) {
        ObjectNode body = FirstEntities.JSON.createObjectNode();
        body.set("results", results);
        return of(200, body);
    }

    static GatewayResponse noResults() {
        return results(FirstEntities.JSON.createArrayNode());
    }

    /** Whether a reader is refused an object, which a client that knew it must not be told by an error. */
    static boolean isRefused(Throwable failure) {
        return failure instanceof RequestFailedException refusal
                && !refusal.code().retryable();
    }

    /** Whether the reader was a member until lately. */
    static boolean isFormerMember(Throwable failure) {
        return failure instanceof RequestFailedException refusal && refusal.code() == ErrorCode.NOT_A_MEMBER;
    }
}
