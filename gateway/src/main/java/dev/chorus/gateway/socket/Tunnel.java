package dev.chorus.gateway.socket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chorus.contract.frame.Generation;
import dev.chorus.contract.frame.Packet;
import dev.chorus.gateway.tunnel.GatewayRequest;
import dev.chorus.gateway.tunnel.Query;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Requests inside packets (sync specification, section 9.1). A session has a bounded number of them under way; beyond
 * that its socket is not read until some were answered.
 */
final class Tunnel {
    private final SocketSession session;
    private final SessionServices services;
    private final String baseUrl;
    private boolean paused;

    Tunnel(SocketSession session, SessionServices services, String baseUrl) {
        this.session = session;
        this.services = services;
        this.baseUrl = baseUrl;
    }

    void answer(Packet packet) {
        Generation generation = session.handshake().generation();
        OwnChanges own = session.ownChanges();
        long number = own.begin();
        pauseIfBusy(own);
        long startedNanos = System.nanoTime();
        services.routes()
                .answer(request(packet, packet.header().path(generation.requestField()), number))
                .onSuccess(response -> {
                    if (!session.isClosed()) {
                        session.write(Packets.httpReply(generation, packet.id(), response));
                        session.answered(number);
                        resumeIfIdle(own);
                    }
                    services.metrics().answered(System.nanoTime() - startedNanos);
                });
    }

    private GatewayRequest request(Packet packet, JsonNode http, long number) {
        return new GatewayRequest(
                http.path("method").asText("GET").toUpperCase(Locale.ROOT),
                http.path("path").asText("/"),
                query(http.path("params")),
                headers(packet, http.path("headers")),
                packet.payload(),
                session.token(),
                session,
                number,
                session.handshake().baseUrl(baseUrl, http.path("host").asText()));
    }

    private static Map<String, List<String>> query(JsonNode params) {
        if (params.isEmpty()) {
            return Map.of();
        }
        Map<String, List<String>> query = new HashMap<>();
        for (Map.Entry<String, JsonNode> param : params.properties()) {
            if (param.getValue().isArray()) {
                param.getValue().forEach(value -> Query.add(query, param.getKey(), value.asText()));
            } else {
                Query.add(query, param.getKey(), param.getValue().asText());
            }
        }
        return query;
    }

    private static Map<String, String> headers(Packet packet, JsonNode fields) {
        Map<String, String> headers = new HashMap<>();
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            headers.put(
                    field.getKey().toLowerCase(Locale.ROOT), field.getValue().asText());
        }
        JsonNode grant = packet.header().path("active_grant");
        if (grant.isTextual()) {
            headers.put("active-grant", grant.textValue());
        }
        return headers;
    }

    private void pauseIfBusy(OwnChanges own) {
        if (!paused && own.unanswered() >= services.limits().requestsInFlight()) {
            paused = true;
            services.metrics().reached(Limit.REQUESTS);
            session.socket().pause();
        }
    }

    private void resumeIfIdle(OwnChanges own) {
        if (paused && own.unanswered() <= services.limits().requestsInFlight() / 2) {
            paused = false;
            session.socket().resume();
        }
    }
}
