package dev.chorus.conformance;

import dev.chorus.client.ChorusException;
import dev.chorus.client.ClientOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Drives the Java SDK for the shared scenarios: reads a line of JSON for each call, and writes one for each answer and
 * each event. It ends with its input.
 */
public final class ScenarioDriver {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, ScenarioUser> users = new ConcurrentHashMap<>();

    /** Runs until its input ends. */
    public static void main(String[] arguments) throws IOException {
        ScenarioDriver driver = new ScenarioDriver();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                driver.take(new JsonObject(line));
            }
        }
        driver.vertx.close();
    }

    private void take(JsonObject call) {
        perform(call)
                .onSuccess(result ->
                        write(new JsonObject().put("id", call.getValue("id")).put("result", result)))
                .onFailure(failure -> {
                    JsonObject error = new JsonObject().put("message", String.valueOf(failure.getMessage()));
                    if (failure instanceof ChorusException refusal) {
                        error.put("status", refusal.status()).put("code", refusal.code());
                    }
                    write(new JsonObject().put("id", call.getValue("id")).put("error", error));
                });
    }

    private Future<?> perform(JsonObject call) {
        String name = call.getString("user");
        JsonObject with = call.getJsonObject("with");
        try {
            if (call.getString("call").equals("connect")) {
                ScenarioUser user = with.getString("service").equals("sync")
                        ? new SyncScenarioUser(vertx, with, event -> tell(name, event))
                        : new ChatScenarioUser(vertx, with, event -> tell(name, event));
                users.put(name, user);
                return user.connected();
            }
            return users.get(name).perform(call.getString("call"), with);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    /** Where a user's client connects to: gateways, with commas between them. */
    static ClientOptions options(JsonObject with) {
        return ClientOptions.of(with.getString("url").split(","));
    }

    private static void tell(String user, JsonObject event) {
        write(new JsonObject().put("user", user).put("event", event));
    }

    private static void write(JsonObject line) {
        synchronized (OUT) {
            OUT.println(line.encode());
        }
    }
}
