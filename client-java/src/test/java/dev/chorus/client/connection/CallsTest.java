package dev.chorus.client.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chorus.client.ChorusException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallsTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<JsonObject> sent = new ArrayList<>();
    private final Calls calls = outbox(100);

    @AfterEach
    void close() {
        calls.disconnected();
        vertx.close();
    }

    @Test
    void callsWaitForAConnectionAndGoOutInTheOrderInWhichTheyWereMade() {
        Future<Answer> first = add("/1");
        Future<Answer> second = add("/2");
        assertThat(sent).isEmpty();

        calls.connected();
        answer(0, 200, "{\"n\":1}");
        answer(1, 200, "{\"n\":2}");

        assertThat(sent)
                .extracting(packet -> packet.getJsonObject("http_request").getString("path"))
                .containsExactly("/1", "/2");
        assertThat(first.result().body()).isEqualTo(new JsonObject().put("n", 1));
        assertThat(second.result().body()).isEqualTo(new JsonObject().put("n", 2));
    }

    @Test
    void whatOnlyThisConnectionNeedsTakesNoPlaceInTheOutboxAndIsNotSentOverTheNextOne() {
        Calls small = outbox(1);
        small.connected();
        Future<Answer> ofConnection =
                small.add(CallRequest.of("POST", "/1").forThisConnection(), Future::succeededFuture);
        small.add(CallRequest.of("POST", "/2"), Future::succeededFuture);

        small.disconnected();
        small.connected();

        assertThat(ofConnection.cause()).isInstanceOf(ChorusException.class);
        assertThat(sent)
                .extracting(packet -> packet.getJsonObject("http_request").getString("path"))
                .containsExactly("/1", "/2", "/2");
        small.disconnected();
    }

    @Test
    void aCallThatHadNoAnswerIsRepeatedUnderItsOwnId() {
        calls.connected();
        Future<Answer> result = add("/1");
        calls.disconnected();

        calls.connected();
        answer(1, 201, "");

        assertThat(sent).hasSize(2);
        assertThat(requestId(0)).matches("RQ[0-9a-f]{32}").isEqualTo(requestId(1));
        assertThat(result.result().status()).isEqualTo(201);
    }

    @Test
    void noMoreAreOnTheWireAtOnceThanTheServerTakes() {
        calls.connected();
        for (int n = 0; n < 100; n++) {
            add("/" + n);
        }
        assertThat(sent).hasSize(64);

        answer(0, 200, "");

        assertThat(sent).hasSize(65);
    }

    @Test
    void aFullOutboxRefusesTheNextCall() {
        Calls small = outbox(1);
        small.add(write("/1"), Future::succeededFuture);

        Future<Answer> refused = small.add(write("/2"), Future::succeededFuture);

        assertThat(((ChorusException) refused.cause()).code()).isEqualTo(ChorusException.OUTBOX_FULL);
    }

    @Test
    void aRefusalSaysItsStatusItsCodeAndWhatToDo() {
        calls.connected();
        Future<Answer> result = add("/1");

        answer(0, 404, "{\"status\":404,\"code\":54150,\"message\":\"The list does not exist\"}");

        ChorusException refusal = (ChorusException) result.cause();
        assertThat(refusal.status()).isEqualTo(404);
        assertThat(refusal.code()).isEqualTo(54150);
        assertThat(refusal.retryable()).isFalse();
        assertThat(refusal.remedy()).isEqualTo("Open or create it first.");
    }

    @Test
    void anAnswerIsTakenInBeforeAnythingThatComesBehindIt() {
        calls.connected();
        List<String> order = new ArrayList<>();
        calls.add(write("/1"), answer -> {
            order.add("answer");
            return Future.succeededFuture();
        });

        answer(0, 200, "");
        order.add("event");

        assertThat(order).containsExactly("answer", "event");
    }

    private Calls outbox(int limit) {
        return new Calls(vertx, "host", "data_sync", limit, new Calls.Wire() {
            @Override
            public void send(JsonObject header, @Nullable String payload) {
                sent.add(header);
            }

            @Override
            public void restart() {
                throw new AssertionError("no answer is missing for long");
            }
        });
    }

    private Future<Answer> add(String path) {
        return calls.add(write(path), Future::succeededFuture);
    }

    private void answer(int which, int status, String body) {
        ObjectNode header = JsonNodeFactory.instance.objectNode();
        header.put("method", "reply").put("id", sent.get(which).getString("id"));
        header.putObject("http_status").put("code", status);
        calls.answered(header, body.getBytes(StandardCharsets.UTF_8));
    }

    private String requestId(int which) {
        return sent.get(which)
                .getJsonObject("http_request")
                .getJsonObject("headers")
                .getString("Twilio-Request-Id");
    }

    private static CallRequest write(String path) {
        return CallRequest.post(path, new JsonObject().put("a", 1));
    }
}
