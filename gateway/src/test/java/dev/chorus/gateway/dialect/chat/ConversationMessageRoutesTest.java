package dev.chorus.gateway.dialect.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.Done;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.message.EditMessage;
import dev.chorus.contract.message.MessageSid;
import dev.chorus.contract.message.RemoveMessage;
import dev.chorus.contract.message.SendMessage;
import dev.chorus.gateway.stage.GatewayStage;
import dev.chorus.gateway.stage.SocketClient;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConversationMessageRoutesTest {
    private static final String ALL = "/Client/v1/Conversations/" + ChatFacts.CHANNEL + "/Messages";
    private static final String ONE = ALL + "/" + ChatFacts.MESSAGE;

    @RegisterExtension
    static final GatewayStage STAGE = new GatewayStage();

    private SocketClient ann;

    @BeforeEach
    void connect() {
        ann = STAGE.connectToChat("ann");
    }

    @Test
    void theAnswerToSendingSaysTheIndexAsANumber() {
        STAGE.messaging().answer(SendMessage.class, send -> ChatFacts.message());

        JsonObject answer = ann.request("POST", ALL, "{\"body\":\"hello\",\"attributes\":\"{\\\"k\\\":1}\"}")
                .assertHttp(201)
                .json();

        assertThat(STAGE.messaging().asked(SendMessage.class).command())
                .isEqualTo(new SendMessage(ChatFacts.CHANNEL, "hello", "{\"k\":1}"));
        assertThat(answer).isEqualTo(resource());
        assertThat(answer.getValue("index")).isEqualTo(41);
    }

    @Test
    void aMessageMayBeEmpty() {
        STAGE.messaging().answer(SendMessage.class, send -> ChatFacts.message());

        ann.request("POST", ALL, "{\"body\":\"\"}").assertHttp(201);
        ann.request("POST", ALL, "{\"body\":null}").assertHttp(201);

        assertThat(STAGE.messaging().orders().taken(SendMessage.class))
                .extracting(request -> (Object) request.command())
                .containsOnly(new SendMessage(ChatFacts.CHANNEL, "", null));
    }

    @Test
    void aMessageWithMediaIsRefused() {
        ann.request("POST", ALL, "{\"media_sid\":\"ME1\",\"attributes\":\"{}\"}")
                .assertHttp(400);
    }

    @Test
    void aMessageIsFoundByItsSidAndChanged() {
        STAGE.messaging().answer(EditMessage.class, edit -> ChatFacts.message());

        assertThat(ann.request("POST", ONE, "{\"body\":\"hi\"}").assertHttp(200).json())
                .isEqualTo(resource());
        ann.request("POST", ONE, "{\"attributes\":\"{}\"}").assertHttp(200);

        assertThat(STAGE.messaging().orders().taken(EditMessage.class))
                .extracting(request -> (Object) request.command())
                .containsExactly(
                        new EditMessage(ChatFacts.CHANNEL, 41, "hi", null),
                        new EditMessage(ChatFacts.CHANNEL, 41, null, "{}"));
    }

    @Test
    void aMessageIsRemoved() {
        STAGE.messaging().answer(RemoveMessage.class, remove -> Done.DONE);

        ann.request("DELETE", ONE, "null").assertHttp(204);

        assertThat(STAGE.messaging().asked(RemoveMessage.class).command())
                .isEqualTo(new RemoveMessage(ChatFacts.CHANNEL, 41));
    }

    @Test
    void whatIsNoSidOfThisChannelsMessagesIsNotFound() {
        String elsewhere =
                MessageSid.of(new ChannelSid("CH" + "2b".repeat(16)), 41).value();

        for (String segment : List.of("41", "x", "IM" + "0".repeat(32), elsewhere)) {
            assertThat(ann.request("DELETE", ALL + "/" + segment, "null")
                            .assertHttp(404)
                            .errorCode())
                    .isEqualTo(ErrorCode.MESSAGE_NOT_FOUND.number());
            ann.request("POST", ALL + "/" + segment, "{\"body\":\"x\"}").assertHttp(404);
        }
    }

    @Test
    void refusalsAreTheServices() {
        STAGE.messaging().orders().refuse(SendMessage.class, ErrorCode.NOT_A_MEMBER, 1);
        assertThat(ann.request("POST", ALL, "{\"body\":\"x\"}").assertHttp(403).errorCode())
                .isEqualTo(50400);

        STAGE.messaging().orders().refuse(SendMessage.class, ErrorCode.PAYLOAD_TOO_LARGE, 1);
        ann.request("POST", ALL, "{\"body\":\"x\"}").assertHttp(413);
    }

    private static JsonObject resource() {
        return new JsonObject()
                .put("sid", ChatFacts.MESSAGE.value())
                .put("index", 41)
                .put("author", "ann")
                .put("participant_sid", ChatFacts.MEMBER)
                .put("body", "hello")
                .put("attributes", "{\"k\":1}")
                .put("date_created", ChatFacts.CREATED)
                .put("date_updated", ChatFacts.UPDATED)
                .put("last_updated_by", "bob");
    }
}
