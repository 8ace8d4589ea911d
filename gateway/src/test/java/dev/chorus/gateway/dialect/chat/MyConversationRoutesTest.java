package dev.chorus.gateway.dialect.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.member.ListMemberships;
import dev.chorus.contract.member.MembershipPage;
import dev.chorus.contract.member.NotificationLevel;
import dev.chorus.contract.member.ReadMembership;
import dev.chorus.contract.member.SetConsumptionHorizon;
import dev.chorus.contract.member.SetNotificationLevel;
import dev.chorus.gateway.stage.GatewayStage;
import dev.chorus.gateway.stage.SocketClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MyConversationRoutesTest {
    private static final String ALL = "/Client/v1/MyConversations";
    private static final String ONE = ALL + "/" + ChatFacts.CHANNEL;

    @RegisterExtension
    static final GatewayStage STAGE = new GatewayStage();

    private SocketClient ann;

    @BeforeEach
    void connect() {
        ann = STAGE.connectToChat("ann");
    }

    @Test
    void aChannelIsAsItsUserHasIt() {
        STAGE.messaging().answer(ReadMembership.class, read -> ChatFacts.membership(39L, 2));

        JsonObject answer = ann.request("GET", ONE, null).assertHttp(200).json();

        assertThat(answer).isEqualTo(resource(39, 2));
        assertThat(STAGE.messaging().asked(ReadMembership.class).command())
                .isEqualTo(new ReadMembership(ChatFacts.CHANNEL));
    }

    @Test
    void whoHasNoHorizonIsToldNoCountWhenReadingAndAllMessagesWhenSettingIt() {
        STAGE.messaging().answer(ReadMembership.class, read -> ChatFacts.membership(null, 42));
        STAGE.messaging().answer(SetConsumptionHorizon.class, set -> ChatFacts.membership(null, 42));

        JsonObject read = ann.request("GET", ONE, null).assertHttp(200).json();
        JsonObject set = ann.request("POST", ONE, "{\"last_consumed_message_index\":null}")
                .assertHttp(200)
                .json();

        assertThat(read).isEqualTo(resource(null, null));
        assertThat(set).isEqualTo(resource(null, 42));
        assertThat(STAGE.messaging().asked(SetConsumptionHorizon.class).command())
                .isEqualTo(new SetConsumptionHorizon(ChatFacts.CHANNEL, null));
    }

    @Test
    void aHorizonIsSet() {
        STAGE.messaging().answer(SetConsumptionHorizon.class, set -> ChatFacts.membership(40L, 1));

        JsonObject answer = ann.request("POST", ONE, "{\"last_consumed_message_index\":40}")
                .assertHttp(200)
                .json();

        assertThat(answer).isEqualTo(resource(40, 1));
        assertThat(STAGE.messaging().asked(SetConsumptionHorizon.class).command())
                .isEqualTo(new SetConsumptionHorizon(ChatFacts.CHANNEL, 40L));
    }

    @Test
    void aNotificationLevelIsSet() {
        STAGE.messaging().answer(SetNotificationLevel.class, set -> ChatFacts.membership(39L, 2));

        ann.request("POST", ONE, "{\"notification_level\":\"muted\"}").assertHttp(200);
        ann.request("POST", ONE, "{\"notification_level\":\"default\"}").assertHttp(200);

        assertThat(STAGE.messaging().orders().taken(SetNotificationLevel.class))
                .extracting(request -> (Object) request.command())
                .containsExactly(
                        new SetNotificationLevel(ChatFacts.CHANNEL, NotificationLevel.MUTED),
                        new SetNotificationLevel(ChatFacts.CHANNEL, NotificationLevel.DEFAULT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"other\":1}",
                "{\"last_consumed_message_index\":\"1\"}",
                "{\"last_consumed_message_index\":1.5}",
                "{\"notification_level\":\"loud\"}",
                "{\"notification_level\":1}"
            })
    void whatNamesNeitherAHorizonNorALevelTakesNothingAway(String body) {
        ann.request("POST", ONE, body).assertHttp(400);

        assertThat(STAGE.messaging().orders().taken(SetConsumptionHorizon.class))
                .isEmpty();
    }

    @Test
    void theListEndsWithANullToken() {
        STAGE.messaging()
                .answer(
                        ListMemberships.class,
                        list -> new MembershipPage(
                                List.of(ChatFacts.membership(39L, 2)),
                                list.from() == null ? ChatFacts.CHANNEL + "~" : null));

        JsonObject first = ann.request("GET", ALL, null).assertHttp(200).json();
        String token = first.getJsonObject("meta").getString("next_token");
        JsonObject second = ann.request(
                        new JsonObject()
                                .put("method", "GET")
                                .put("path", ALL)
                                .put("params", new JsonObject().put("PageToken", token.replace("~", "%7E"))),
                        null)
                .assertHttp(200)
                .json();

        assertThat(first.getJsonArray("conversations")).isEqualTo(new JsonArray().add(resource(39, 2)));
        assertThat(first.getJsonObject("meta").getMap()).containsEntry("previous_token", null);
        assertThat(second.getJsonObject("meta").getMap()).containsEntry("next_token", null);
        assertThat(second.getJsonObject("meta").getString("previous_token")).isNotEmpty();
        assertThat(STAGE.messaging().orders().taken(ListMemberships.class))
                .extracting(request -> ((ListMemberships) request.command()).from())
                .containsExactly(null, ChatFacts.CHANNEL + "~");
    }

    @Test
    void aChannelThatIsNotTheUsersIsNotFound() {
        STAGE.messaging().orders().refuse(ReadMembership.class, ErrorCode.CHANNEL_NOT_FOUND, 1);

        assertThat(ann.request("GET", ONE, null).assertHttp(404).errorCode()).isEqualTo(50300);
        assertThat(ann.request("GET", ALL + "/lobby", null).assertHttp(404).errorCode())
                .isEqualTo(50300);
    }

    private static JsonObject resource(Integer horizon, Integer unread) {
        return new JsonObject()
                .put("conversation_sid", ChatFacts.CHANNEL.value())
                .put("status", "joined")
                .put("notification_level", "muted")
                .put("last_consumed_message_index", horizon)
                .put("unread_messages_count", unread)
                .put("unique_name", "lobby")
                .put("friendly_name", "Lobby")
                .put("attributes", "{\"floor\":2}")
                .put("type", "public")
                .put("created_by", "ann")
                .put("date_created", ChatFacts.CREATED)
                .put("date_updated", ChatFacts.UPDATED)
                .put("messages_count", 42)
                .put("participants_count", 3)
                .put(
                        "sync_objects",
                        new JsonObject()
                                .put("conversation", ChatFacts.CHANNEL + ".channel")
                                .put("messages", ChatFacts.CHANNEL + ".messages"));
    }
}
