package dev.chorus.service.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chorus.contract.Command;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.access.ChatWebhooks;
import dev.chorus.contract.access.ServiceSettings;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.store.tenant.CredentialStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Asks a back end before something happens (REST specification, section 9.1). It may refuse, or change what is to happen. One
 * that does not answer in time, or fails, refuses by that.
 */
public final class PreWebhooks {
    /** In all, with all repetitions: whoever waits for the answer waits about as long. */
    private static final long PATIENCE_MILLIS = 8_000;

    /** How many answers are remembered; beyond, a back end is asked again. */
    private static final int REMEMBERED = 10_000;

    private static final int OK = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Vertx vertx;
    private final CredentialStore credentials;
    private final WebhookSender sender;
    /** What is being asked: the bus repeats a request that takes long, and the back end need not be asked again for that. */
    private final Map<Question, Future<JsonNode>> underWay = new HashMap<>();

    /** A caller's id alone says too little: it is the client's to choose, and another command may bear it too. */
    private record Question(String service, String identity, String requestId, Command<?> command) {}

    /** Webhooks that are signed with the tokens of this store. */
    public PreWebhooks(Vertx vertx, CredentialStore credentials, WebhookSender sender) {
        this.vertx = vertx;
        this.credentials = credentials;
        this.sender = sender;
    }

    /**
     * Asks about an event. Completes with what the back end wants changed, an empty object for nothing; fails with
     * {@link ErrorCode#WEBHOOK_REFUSED} or {@link ErrorCode#WEBHOOK_FAILED}.
     *
     * @param service whose back end is asked
     * @param caller who acts
     * @param event what is to happen
     * @param command what asks for it, by which a repetition is known
     * @param parameters what is said of it
     */
    public Future<JsonNode> ask(
            ServiceSettings service,
            Caller caller,
            ChatEvent event,
            Command<?> command,
            Map<String, String> parameters) {
        String id = caller.requestId();
        Question question = id == null ? null : new Question(service.sid(), caller.identity(), id, command);
        Future<JsonNode> asked = question == null ? null : underWay.get(question);
        if (asked != null) {
            return asked;
        }
        ChatWebhooks hooks = service.chatWebhooks();
        Map<String, String> said = new LinkedHashMap<>();
        said.put(WebhookCall.EVENT, event.before());
        said.put("AccountSid", service.accountSid());
        said.put("InstanceSid", service.sid());
        said.put("ClientIdentity", caller.identity());
        said.put("Source", "SDK");
        said.putAll(parameters);
        String url = hooks.preUrl() == null ? "" : hooks.preUrl();
        String method = hooks.method() == null ? "POST" : hooks.method();
        Future<JsonNode> answer = credentials
                .find(service.accountSid())
                .compose(account -> attempt(
                        new WebhookCall(url, method, event.before(), said), account.secret(), 0, hooks.preRetries()))
                .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(
                        failure instanceof RequestFailedException
                                ? failure
                                : new RequestFailedException(ErrorCode.WEBHOOK_FAILED)));
        if (question != null && underWay.size() < REMEMBERED) {
            underWay.put(question, answer);
            answer.onComplete(done -> vertx.setTimer(PATIENCE_MILLIS, passed -> underWay.remove(question)));
        }
        return answer;
    }

    private Future<JsonNode> attempt(WebhookCall call, String authToken, int count, int retries) {
        Map<String, String> said = new LinkedHashMap<>(call.parameters());
        said.put(WebhookCall.RETRY_COUNT, Integer.toString(count));
        return sender.send(new WebhookCall(call.url(), call.method(), call.event(), said), authToken)
                .transform(answer -> {
                    boolean again = answer.failed() || answer.result().isPassing();
                    if (again && count < retries) {
                        return attempt(call, authToken, count + 1, retries);
                    }
                    if (again) {
                        return Future.failedFuture(new RequestFailedException(ErrorCode.WEBHOOK_FAILED));
                    }
                    return answer.result().status() == OK
                            ? changes(answer.result())
                            : Future.failedFuture(new RequestFailedException(ErrorCode.WEBHOOK_REFUSED));
                });
    }

    private static Future<JsonNode> changes(WebhookAnswer answer) {
        String text = answer.body().toString().strip();
        if (text.isEmpty()) {
            return Future.succeededFuture(JSON.createObjectNode());
        }
        try {
            JsonNode changes = JSON.readTree(text);
            if (changes.isObject()) {
                return Future.succeededFuture(changes);
            }
        } catch (IOException e) {
            // Told below: what is no JSON says nothing that could be followed.
        }
        return Future.failedFuture(new RequestFailedException(ErrorCode.WEBHOOK_REFUSED));
    }
}
