package dev.chorus.gateway.dialect.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.Done;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.channel.ChannelPage;
import dev.chorus.contract.channel.ChannelType;
import dev.chorus.contract.channel.CreateChannel;
import dev.chorus.contract.channel.DeleteChannel;
import dev.chorus.contract.channel.ListPublicChannels;
import dev.chorus.contract.channel.ReadChannel;
import dev.chorus.contract.channel.UpdateChannel;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.gateway.stage.GatewayStage;
import dev.chorus.gateway.stage.ReceivedPacket;
import dev.chorus.gateway.stage.SocketClient;
import dev.chorus.gateway.stage.Tokens;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationRoutesTest {
    private static final String ALL = "/Client/v1/Conversations";
    private static final String ONE = ALL + "/" + ChatFacts.CHANNEL;

    @RegisterExtension
    static final GatewayStage STAGE = new GatewayStage();

    private SocketClient ann;

    @BeforeEach
    void connect() {
        ann = STAGE.connectToChat("ann");
    }

    @Test
    void aNewChannelIsAnsweredWithAllThatClientsReadOfIt() {
        STAGE.messaging().answer(CreateChannel.class, create -> ChatFacts.channel());

        JsonObject answer = ann.request(
                        "POST",
                        ALL,
                        "{\"type\":\"private\",\"unique_name\":\"lobby\",\"friendly_name\":\"Lobby\",\"attributes\":\"{}\"}")
                .assertHttp(201)
                .json();

        assertThat(STAGE.messaging().asked(CreateChannel.class).command())
                .isEqualTo(new CreateChannel(ChannelType.PRIVATE, "lobby", "Lobby", "{}"));
        assertThat(answer).isEqualTo(resource());
    }

    @Test
    void aChannelIsPublicUnlessItIsSaidOtherwiseAndNothingElse() {
        STAGE.messaging().answer(CreateChannel.class, create -> ChatFacts.channel());

        ann.request("POST", ALL, "{}").assertHttp(201);
        assertThat(STAGE.messaging().asked(CreateChannel.class).command())
                .isEqualTo(new CreateChannel(ChannelType.PUBLIC, null, null, null));
        ann.request("POST", ALL, "{\"type\":\"secret\"}").assertHttp(400);
    }

    @Test
    void aRequestIsRecognisedByItsMutation() {
        STAGE.messaging().answer(CreateChannel.class, create -> ChatFacts.channel());

        ann.request(
                new JsonObject()
                        .put("method", "POST")
                        .put("path", ALL)
                        .put("headers", new JsonObject().put("X-Twilio-Mutation-Id", "3c27")),
                "{}");

        Caller caller = STAGE.messaging().asked(CreateChannel.class).caller();
        assertThat(caller.requestId()).isEqualTo("3c27");
        assertThat(caller.identity()).isEqualTo("ann");
        assertThat(caller.serviceSid()).isEqualTo(Tokens.SERVICE);
        assertThat(caller.backEnd()).isFalse();
    }

    @Test
    void namesThatAreNoneAreNull() {
        STAGE.messaging().answer(ReadChannel.class, read -> ChatFacts.channel(null, null));

        JsonObject answer = ann.request("GET", ONE, null).assertHttp(200).json();

        assertThat(answer.getMap()).containsEntry("unique_name", null).containsEntry("friendly_name", null);
    }

    @Test
    void aLookupTakesASidOrANameDecodedOnce() {
        STAGE.messaging().answer(ReadChannel.class, read -> ChatFacts.channel());

        for (String segment : List.of(ChatFacts.CHANNEL.value(), "a%2Fb%20c", "100%", "50%25", "a+b", "%E2%98%82")) {
            assertThat(ann.request("GET", ALL + "/" + segment, null)
                            .assertHttp(200)
                            .json())
                    .isEqualTo(resource());
        }

        assertThat(STAGE.messaging().orders().taken(ReadChannel.class))
                .extracting(request -> ((ReadChannel) request.command()).channel())
                .containsExactly(ChatFacts.CHANNEL.value(), "a/b c", "100%", "50%", "a+b", "☂");
    }

    @Test
    void anUpdateNamesOnlyWhatItChanges() {
        STAGE.messaging().answer(UpdateChannel.class, update -> ChatFacts.channel());

        assertThat(ann.request("POST", ONE, "{\"unique_name\":\"\"}")
                        .assertHttp(200)
                        .json())
                .isEqualTo(resource());
        ann.request("POST", ONE, "{\"friendly_name\":\"L\"}").assertHttp(200);
        ann.request("POST", ONE, "{\"attributes\":\"{\\\"a\\\":1}\"}").assertHttp(200);

        assertThat(STAGE.messaging().orders().taken(UpdateChannel.class))
                .extracting(request -> (Object) request.command())
                .containsExactly(
                        new UpdateChannel(ChatFacts.CHANNEL, "", null, null),
                        new UpdateChannel(ChatFacts.CHANNEL, null, "L", null),
                        new UpdateChannel(ChatFacts.CHANNEL, null, null, "{\"a\":1}"));
    }

    @Test
    void aRemovalMayCarryAJsonNullAndIsAnsweredWithNothing() {
        STAGE.messaging().answer(DeleteChannel.class, delete -> Done.DONE);

        ReceivedPacket answer = ann.request("DELETE", ONE, "null").assertHttp(204);

        assertThat(answer.payload()).isEmpty();
        assertThat(STAGE.messaging().asked(DeleteChannel.class).command())
                .isEqualTo(new DeleteChannel(ChatFacts.CHANNEL));
    }

    @Test
    void thePublicDirectoryIsPagedBothWays() {
        STAGE.messaging()
                .answer(
                        ListPublicChannels.class,
                        list -> new ChannelPage(
                                List.of(ChatFacts.channel()), "c".equals(list.from()) ? null : next(list.from())));

        JsonObject first = page(null);
        JsonObject second = page(token(first, "next_token"));
        JsonObject third = page(token(second, "next_token"));

        assertThat(first.getJsonArray("conversations")).isEqualTo(new JsonArray().add(resource()));
        assertThat(first.getJsonObject("meta").getMap()).containsEntry("previous_token", null);
        assertThat(third.getJsonObject("meta").getMap()).containsEntry("next_token", null);
        assertThat(page(token(third, "previous_token"))).isEqualTo(second);
        assertThat(page(token(second, "previous_token"))).isEqualTo(first);
        assertThat(STAGE.messaging().orders().taken(ListPublicChannels.class))
                .extracting(request -> ((ListPublicChannels) request.command()).from())
                .containsExactly(null, "b", "c", "b", null);
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"CHANNEL_NOT_FOUND", "CHAT_FORBIDDEN", "CHANNEL_NAME_EXISTS", "ATTRIBUTES_MALFORMED"})
    void aRefusalSaysWhatIsWrongInItsStatusAndItsBody(ErrorCode code) {
        STAGE.messaging().orders().refuse(UpdateChannel.class, code, 1);

        ReceivedPacket refused = ann.request("POST", ONE, "{}").assertHttp(code.httpStatus());

        assertThat(refused.header().getJsonObject("http_status").getString("status"))
                .isEqualTo(code.meaning());
        assertThat(refused.json())
                .isEqualTo(new JsonObject()
                        .put("status", code.httpStatus())
                        .put("code", code.number())
                        .put("message", code.meaning())
                        .put("more_info", STAGE.baseUrl() + "/errors/" + code.number()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CH1", "lobby", "%20", "CHzz"})
    void whatIsNoSidCannotBeChanged(String segment) {
        for (String method : List.of("POST", "DELETE")) {
            assertThat(ann.request(method, ALL + "/" + segment, "{}")
                            .assertHttp(404)
                            .errorCode())
                    .isEqualTo(ErrorCode.CHANNEL_NOT_FOUND.number());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "{", "\"x\""})
    void aBodyThatIsNoObjectIsRefused(String body) {
        ann.request("POST", ALL, body).assertHttp(400);
        ann.request("POST", ONE, body).assertHttp(400);
    }

    private JsonObject page(String token) {
        JsonObject params = new JsonObject();
        if (token != null) {
            params.put("PageToken", token);
        }
        return ann.request(
                        new JsonObject().put("method", "GET").put("path", ALL).put("params", params), null)
                .assertHttp(200)
                .json();
    }

    private static String token(JsonObject page, String name) {
        // Clients encode it once more, which must not change it.
        return page.getJsonObject("meta").getString(name).replaceAll("[^A-Za-z0-9_.~-]", "encoded");
    }

    private static String next(String from) {
        return from == null ? "b" : "c";
    }

    private static JsonObject resource() {
        String url = STAGE.baseUrl() + ONE;
        return new JsonObject()
                .put("sid", ChatFacts.CHANNEL.value())
                .put("unique_name", "lobby")
                .put("friendly_name", "Lobby")
                .put("attributes", "{\"floor\":2}")
                .put("type", "public")
                .put("created_by", "ann")
                .put("date_created", ChatFacts.CREATED)
                .put("date_updated", ChatFacts.UPDATED)
                .put("messages_count", 42)
                .put("participants_count", 3)
                .put("url", url)
                .put(
                        "links",
                        new JsonObject()
                                .put("messages", url + "/Messages")
                                .put("participants", url + "/Participants")
                                .put("invites", url + "/Invites"))
                .put(
                        "sync_objects",
                        new JsonObject()
                                .put("conversation", ChatFacts.CHANNEL + ".channel")
                                .put("messages", ChatFacts.CHANNEL + ".messages")
                                .put("roster", ChatFacts.CHANNEL + ".roster"));
    }
}
