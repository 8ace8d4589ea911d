package dev.chorus.client.connection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chorus.client.Backoff;
import dev.chorus.client.ChorusException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The outbox: calls in the order in which they were made, until they are answered. */
final class Calls {
    private static final long ANSWER_MILLIS = 20_000;
    /** How many requests are on the wire at once; the server bounds them too. */
    private static final int MOST_ON_THE_WIRE = 64;
    /** After a reconnect, how long events wait for the answers to what was sent again. */
    private static final long RESENT_MILLIS = 2_000;

    private static final Backoff PAUSES = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(8));
    private static final String JSON = "application/json";

    /** What a socket does for the calls. */
    interface Wire {
        void send(JsonObject header, @Nullable String payload);

        /** Gives the connection up and makes another. */
        void restart();
    }

    private final Vertx vertx;
    private final String host;
    private final String activeGrant;
    private final int limit;
    private final Wire wire;
    private final Map<String, Call<?>> calls = new LinkedHashMap<>();
    private final Set<Call<?>> ofConnection = new LinkedHashSet<>();
    private final Map<String, Long> onTheWire = new HashMap<>();
    private final Set<String> pausing = new HashSet<>();
    private boolean connected;
    private @Nullable ChorusException refused;

    Calls(Vertx vertx, String host, String activeGrant, int limit, Wire wire) {
        this.vertx = vertx;
        this.host = host;
        this.activeGrant = activeGrant;
        this.limit = limit;
        this.wire = wire;
    }

    <T> Future<T> add(CallRequest request, Function<Answer, Future<T>> receive) {
        if (refused != null) {
            return Future.failedFuture(refused);
        }
        if (!request.endsWithConnection() && calls.size() - ofConnection.size() >= limit) {
            return Future.failedFuture(
                    new ChorusException(ChorusException.OUTBOX_FULL, 0, limit + " calls wait for an answer already"));
        }
        Call<T> call = new Call<>(RandomHex.text(), withRequestId(request), receive);
        calls.put(call.id, call);
        if (request.endsWithConnection()) {
            ofConnection.add(call);
        }
        sendWhatMay();
        return call.answer();
    }

    /** A session has begun. Completes when what had been sent before is answered, or has taken too long. */
    Future<Void> connected() {
        connected = true;
        List<Future<?>> resent = new ArrayList<>();
        for (Call<?> call : calls.values()) {
            if (call.isWrite() && call.wasSent()) {
                resent.add(call.answer());
            }
        }
        sendWhatMay();
        if (resent.isEmpty()) {
            return Future.succeededFuture();
        }
        Promise<Void> done = Promise.promise();
        Future.join(resent).onComplete(all -> done.tryComplete());
        vertx.setTimer(RESENT_MILLIS, timer -> done.tryComplete());
        return done.future();
    }

    void disconnected() {
        connected = false;
        onTheWire.values().forEach(vertx::cancelTimer);
        onTheWire.clear();
        for (Call<?> call : List.copyOf(ofConnection)) {
            forget(call);
            call.fail(new ChorusException(ChorusException.OUTCOME_UNKNOWN, 0, "The connection was lost"));
        }
    }

    /** Fails all calls, and those to come. */
    void refuse(ChorusException error) {
        refused = error;
        List<Call<?>> all = new ArrayList<>(calls.values());
        calls.clear();
        ofConnection.clear();
        disconnected();
        all.forEach(call -> call.fail(error));
    }

    /** Takes calls again. */
    void accept() {
        refused = null;
    }

    void answered(JsonNode header, byte[] payload) {
        Call<?> call = calls.get(header.path("id").asText());
        Long timer = call == null ? null : onTheWire.remove(call.id);
        if (call == null || timer == null) {
            return;
        }
        vertx.cancelTimer(timer);
        JsonNode http = header.has("http_status") ? header.path("http_status") : header.path("status");
        int status = http.path("code").asInt(500);
        if (status >= 200 && status < 300) {
            forget(call);
            call.succeed(new Answer(status, body(payload)));
        } else if (call.mayTryAgain(status)) {
            pause(call);
        } else {
            forget(call);
            call.fail(refusal(status, http.path("status").asText(), body(payload)));
        }
        sendWhatMay();
    }

    private void forget(Call<?> call) {
        calls.remove(call.id);
        ofConnection.remove(call);
    }

    private void sendWhatMay() {
        if (!connected || onTheWire.size() >= MOST_ON_THE_WIRE) {
            return;
        }
        List<Call<?>> next = new ArrayList<>();
        for (Call<?> call : calls.values()) {
            if (onTheWire.size() + next.size() >= MOST_ON_THE_WIRE) {
                break;
            }
            if (!onTheWire.containsKey(call.id) && !pausing.contains(call.id)) {
                next.add(call);
            }
        }
        for (Call<?> call : next) {
            if (call.isRepeatable()) {
                send(call);
            } else {
                forget(call);
                call.failUnknown();
            }
        }
    }

    private void send(Call<?> call) {
        call.sent();
        onTheWire.put(call.id, vertx.setTimer(ANSWER_MILLIS, timer -> wire.restart()));
        CallRequest request = call.request;
        JsonObject params = new JsonObject();
        request.params()
                .forEach((name, value) -> params.put(
                        name, URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20")));
        JsonObject headers = new JsonObject();
        request.headers().forEach(headers::put);
        JsonObject http = new JsonObject()
                .put("host", host)
                .put("path", request.path())
                .put("method", request.method())
                .put("params", params)
                .put("headers", headers);
        JsonObject header = new JsonObject()
                .put("method", "message")
                .put("id", call.id)
                .put("active_grant", activeGrant)
                .put("payload_type", request.headers().getOrDefault("Content-Type", JSON))
                .put("http_request", http);
        wire.send(header, request.body());
    }

    private void pause(Call<?> call) {
        pausing.add(call.id);
        vertx.setTimer(PAUSES.millis(0, ThreadLocalRandom.current().nextDouble()), timer -> {
            pausing.remove(call.id);
            sendWhatMay();
        });
    }

    /** Writes carry an id under which the server recognises a repetition. */
    private static CallRequest withRequestId(CallRequest request) {
        return request.method().equals("GET")
                ? request
                : request.withHeader("Twilio-Request-Id", "RQ" + RandomHex.text());
    }

    private static JsonObject body(byte[] payload) {
        try {
            return payload.length == 0 ? new JsonObject() : new JsonObject(Buffer.buffer(payload));
        } catch (DecodeException e) {
            return new JsonObject();
        }
    }

    private static ChorusException refusal(int status, String text, JsonObject body) {
        return new ChorusException(body.getInteger("code", 0), status, body.getString("message", text));
    }
}
