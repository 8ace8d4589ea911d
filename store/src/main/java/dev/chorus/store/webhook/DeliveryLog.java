package dev.chorus.store.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.webhook.DeliveryList;
import dev.chorus.contract.webhook.DeliveryState;
import dev.chorus.store.outbox.ServiceKeys;
import dev.chorus.store.script.ScriptRunner;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was delivered to a service's back end lately, and what could not be. Both are bounded; the oldest are forgotten. All
 * methods fail as {@link ScriptRunner#send} does.
 */
public final class DeliveryLog {
    private static final int LATELY = 200;
    private static final int DEAD = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> PARAMETERS = new TypeReference<>() {};

    private final ScriptRunner scripts;

    /** A log that sends its commands here. */
    public DeliveryLog(ScriptRunner scripts) {
        this.scripts = scripts;
    }

    /** Notes what became of an event; its id and time are given by the log. */
    public Future<Void> append(String service, boolean dead, DeliveryState delivery) {
        return send(Request.cmd(Command.XADD)
                        .arg(stream(service, dead))
                        .arg("MAXLEN")
                        .arg("~")
                        .arg(dead ? DEAD : LATELY)
                        .arg("*")
                        .arg("event")
                        .arg(delivery.event())
                        .arg("url")
                        .arg(delivery.url())
                        .arg("method")
                        .arg(delivery.method())
                        .arg("parameters")
                        .arg(written(delivery.parameters()))
                        .arg("attempts")
                        .arg(delivery.attempts())
                        .arg("outcome")
                        .arg(delivery.outcome()))
                .mapEmpty();
    }

    /** A page, the latest first. */
    public Future<DeliveryList> read(String service, boolean dead, @Nullable String from, int limit) {
        if (from != null && !from.matches("\\d{1,15}-\\d{1,10}")) {
            return Future.failedFuture(new RequestFailedException(ErrorCode.PAGE_TOKEN_INVALID));
        }
        return send(Request.cmd(Command.XREVRANGE)
                        .arg(stream(service, dead))
                        .arg(from == null ? "+" : "(" + from)
                        .arg("-")
                        .arg("COUNT")
                        .arg(limit + 1))
                .map(found -> {
                    List<DeliveryState> page = new ArrayList<>();
                    for (Response entry : found) {
                        page.add(decode(entry));
                    }
                    return page.size() <= limit
                            ? new DeliveryList(page, null)
                            : new DeliveryList(
                                    List.copyOf(page.subList(0, limit)),
                                    page.get(limit - 1).id());
                });
    }

    /** Takes one off the list of what could not be delivered. Fails with {@link ErrorCode#NOT_FOUND} if it is not there. */
    public Future<DeliveryState> take(String service, String id) {
        if (!id.matches("\\d{1,15}-\\d{1,10}")) {
            return Future.failedFuture(new RequestFailedException(ErrorCode.NOT_FOUND));
        }
        String stream = stream(service, true);
        return send(Request.cmd(Command.XRANGE).arg(stream).arg(id).arg(id)).compose(found -> {
            if (found.size() == 0) {
                return Future.failedFuture(new RequestFailedException(ErrorCode.NOT_FOUND));
            }
            DeliveryState taken = decode(found.get(0));
            return send(Request.cmd(Command.XDEL).arg(stream).arg(id))
                    .compose(removed -> removed.toInteger() == 1
                            ? Future.succeededFuture(taken)
                            : Future.failedFuture(new RequestFailedException(ErrorCode.NOT_FOUND)));
        });
    }

    private Future<Response> send(Request request) {
        return scripts.send(0, request);
    }

    private static DeliveryState decode(Response entry) {
        Response fields = entry.get(1);
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            values.put(fields.get(i).toString(), fields.get(i + 1).toString());
        }
        String id = entry.get(0).toString();
        try {
            return new DeliveryState(
                    id,
                    values.getOrDefault("event", ""),
                    values.getOrDefault("url", ""),
                    values.getOrDefault("method", "POST"),
                    JSON.readValue(values.getOrDefault("parameters", "{}"), PARAMETERS),
                    Integer.parseInt(values.getOrDefault("attempts", "0")),
                    values.getOrDefault("outcome", ""),
                    Long.parseLong(id.substring(0, id.indexOf('-'))));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String written(Map<String, String> parameters) {
        try {
            return JSON.writeValueAsString(parameters);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String stream(String service, boolean dead) {
        ServiceKeys keys = new ServiceKeys(service);
        return dead ? keys.deadDeliveries() : keys.deliveries();
    }
}
