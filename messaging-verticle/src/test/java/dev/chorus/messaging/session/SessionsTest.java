package dev.chorus.messaging.session;

import static dev.chorus.contract.channel.ChannelType.PUBLIC;
import static dev.chorus.messaging.MessagingRig.client;
import static dev.chorus.messaging.MessagingRig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.item.ItemState;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.session.OpenSession;
import dev.chorus.contract.session.SubmitCommand;
import dev.chorus.contract.value.Json;
import dev.chorus.messaging.MessagingRig;
import dev.chorus.messaging.MessagingRigExtension;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(MessagingRigExtension.class)
class SessionsTest {
    private final MessagingRig messaging;

    SessionsTest(MessagingRig messaging) {
        this.messaging = messaging;
    }

    @Test
    void aSessionBeginsWithItsContext() {
        ObjectSid session = open("alice");

        assertThat(messaging.items(session)).containsExactly(Map.entry("0", new JsonObject().put("version", "v2")));
        assertThat(messaging.log(session)).hasSize(1);
    }

    @Test
    void aSessionIsItsOwnersAlone() {
        ObjectSid session = open("alice");

        assertThat(messaging.refusal(client("mallory"), new OpenSession(session, Json.emptyObject())))
                .isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(messaging.refusal(client("mallory"), new SubmitCommand(session, command(new JsonObject(), "c-1"))))
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void aForgottenSessionBeginsAnewUnderItsSid() {
        ObjectSid forgotten = new ObjectSid("ES" + UUID.randomUUID().toString().replace("-", ""));

        messaging.ask(client("alice"), new OpenSession(forgotten, Json.of("{\"version\":\"v2\"}")));

        assertThat(messaging.items(forgotten)).hasSize(1);
    }

    @Test
    void aCommandIsCarriedOutAndAnswered() {
        ObjectSid session = open("alice");
        JsonObject request = new JsonObject().put("action", "createChannel").put("type", "public");

        JsonObject response = carryOut("alice", session, request);

        assertThat(response.getInteger("status")).isEqualTo(200);
        assertThat(response.getString("channelSid")).startsWith("CH");
        assertThat(response.getJsonObject("attributes")).isEqualTo(new JsonObject());
    }

    @Test
    void aRepeatedCommandIsCarriedOutOnce() {
        ObjectSid session = open("alice");
        ChannelSid channel = messaging.channelOf(PUBLIC, "alice").sid();
        Json command = command(send(channel, "once"), "c-1");

        ItemState first = messaging.ask(client("alice"), new SubmitCommand(session, command));
        ItemState again = messaging.ask(client("alice"), new SubmitCommand(session, command));

        assertThat(again.key()).isEqualTo(first.key());
        eventually(() -> messaging.items(session).get(first.key()).containsKey("response"));
        assertThat(messaging.items(channel.messages())).hasSize(1);
    }

    @Test
    void whatIsRefusedIsAnsweredInWords() {
        ObjectSid session = open("mallory");
        ChannelSid channel = messaging.channelOf(PUBLIC, "alice").sid();

        JsonObject response = carryOut("mallory", session, send(channel, "hi"));

        assertThat(response.getInteger("status")).isEqualTo(403);
        assertThat(response.getString("statusText")).isNotBlank();
    }

    @Test
    void anUnknownActionIsRefused() {
        assertThat(carryOut("alice", open("alice"), new JsonObject().put("action", "dance"))
                        .getInteger("status"))
                .isEqualTo(400);
    }

    @Test
    void aReportOfHorizonsIsAlwaysTaken() {
        ObjectSid session = open("alice");
        ChannelSid channel = messaging.channelOf(PUBLIC, "alice").sid();
        JsonArray report = new JsonArray()
                .add(new JsonObject().put("channelSid", "nonsense").put("messageIdx", 1))
                .add(new JsonObject().put("channelSid", channel.value()).put("messageIdx", 3));

        JsonObject response = carryOut(
                "alice",
                session,
                new JsonObject().put("action", "consumptionReport").put("report", report));

        assertThat(response.getInteger("status")).isEqualTo(200);
        assertThat(messaging.items(channel.roster()).values())
                .allMatch(member -> member.getInteger("lastConsumedMessageIndex") == 3);
    }

    @Test
    void anIndexMayComeAsText() {
        ObjectSid session = open("alice");
        ChannelSid channel = messaging.channelOf(PUBLIC, "alice").sid();
        carryOut("alice", session, send(channel, "first"));

        JsonObject response = carryOut(
                "alice",
                session,
                new JsonObject()
                        .put("action", "editMessage")
                        .put("channelSid", channel.value())
                        .put("messageIdx", "0")
                        .put("text", "second"));

        assertThat(response.getInteger("status")).isEqualTo(200);
        assertThat(messaging.items(channel.messages()).get("0").getString("text"))
                .isEqualTo("second");
    }

    @Test
    void aSessionKeepsItsContextAndItsLatestThousandCommands() {
        ObjectSid session = open("busy");
        JsonObject request = new JsonObject().put("action", "dance");

        for (int i = 0; i < 1_005; i++) {
            messaging.ask(client("busy"), new SubmitCommand(session, command(request, "c-" + i)));
        }

        assertThat(messaging.items(session).keySet()).hasSize(1_000).startsWith("0", "6");
    }

    private ObjectSid open(String identity) {
        return messaging
                .ask(client(identity), new OpenSession(null, Json.of("{\"version\":\"v2\"}")))
                .sid();
    }

    private JsonObject carryOut(String identity, ObjectSid session, JsonObject request) {
        String commandId = UUID.randomUUID().toString();
        String key = messaging
                .ask(client(identity), new SubmitCommand(session, command(request, commandId)))
                .key();
        eventually(() -> messaging.items(session).get(key).containsKey("response"));
        return messaging.items(session).get(key).getJsonObject("response");
    }

    private static JsonObject send(ChannelSid channel, String text) {
        return new JsonObject()
                .put("action", "sendMessage")
                .put("channelSid", channel.value())
                .put("text", text)
                .put("attributes", "{}");
    }

    private static Json command(JsonObject request, String commandId) {
        return Json.of(new JsonObject()
                .put("request", request)
                .put("commandId", commandId)
                .encode());
    }
}
