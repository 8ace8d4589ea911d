package dev.chorus.gateway.dialect.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.user.ListChannelUsers;
import dev.chorus.contract.user.ReadUser;
import dev.chorus.contract.user.UpdateUser;
import dev.chorus.contract.user.UserPage;
import dev.chorus.contract.user.UserSid;
import dev.chorus.gateway.stage.GatewayStage;
import dev.chorus.gateway.stage.SocketClient;
import dev.chorus.gateway.stage.Tokens;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UserRoutesTest {
    private static final String ALL = "/Client/v1/Users";
    private static final String ZOE = "Zoë O'Hara+x@ex.org ☂";

    @RegisterExtension
    static final GatewayStage STAGE = new GatewayStage();

    private SocketClient ann;

    @BeforeEach
    void connect() {
        ann = STAGE.connectToChat("ann");
    }

    @Test
    void aUserIsReadByItsEncodedIdentity() {
        STAGE.messaging().answer(ReadUser.class, read -> ChatFacts.user(read.identity(), true));

        JsonObject answer = ann.request("GET", ALL + "/Zo%C3%AB%20O'Hara%2Bx%40ex.org%20%E2%98%82", null)
                .assertHttp(200)
                .json();

        assertThat(answer).isEqualTo(resource(ZOE, true));
    }

    @Test
    void reachabilityIsNullWhereTheServiceDoesNotTell() {
        STAGE.messaging().answer(ReadUser.class, read -> ChatFacts.user("bob", null));

        JsonObject answer =
                ann.request("GET", ALL + "/bob", null).assertHttp(200).json();

        assertThat(answer.getMap()).containsEntry("is_online", null).containsEntry("is_notifiable", null);
    }

    @Test
    void aProfileIsChangedUnderARawIdentity() {
        STAGE.messaging().answer(UpdateUser.class, update -> ChatFacts.user(update.identity(), true));

        assertThat(ann.request("POST", ALL + "/" + ZOE, "{\"friendly_name\":\"Zoë\"}")
                        .assertHttp(200)
                        .json())
                .isEqualTo(resource(ZOE, true));
        ann.request("POST", ALL + "/100%", "{\"attributes\":\"{}\"}").assertHttp(200);

        assertThat(STAGE.messaging().orders().taken(UpdateUser.class))
                .extracting(request -> (Object) request.command())
                .containsExactly(new UpdateUser(ZOE, "Zoë", null), new UpdateUser("100%", null, "{}"));
    }

    @Test
    void theUsersOfAChannelArePagedUnderTheirOwnTokenName() {
        STAGE.messaging()
                .answer(
                        ListChannelUsers.class,
                        list -> new UserPage(
                                List.of(ChatFacts.user("bob", false)), list.from() == null ? ChatFacts.MEMBER : null));

        JsonObject first = page(null);
        JsonObject second = page(first.getJsonObject("meta").getString("next_token"));

        assertThat(first.getJsonArray("users")).isEqualTo(new JsonArray().add(resource("bob", false)));
        assertThat(first.getJsonObject("meta").getMap()).containsEntry("prev_token", null);
        assertThat(second.getJsonObject("meta").getMap()).containsEntry("next_token", null);
        assertThat(page(second.getJsonObject("meta").getString("prev_token"))).isEqualTo(first);
        assertThat(STAGE.messaging().orders().taken(ListChannelUsers.class))
                .extracting(request -> (Object) request.command())
                .containsExactly(
                        new ListChannelUsers(ChatFacts.CHANNEL, null, 50),
                        new ListChannelUsers(ChatFacts.CHANNEL, ChatFacts.MEMBER, 50),
                        new ListChannelUsers(ChatFacts.CHANNEL, null, 50));
    }

    @Test
    void usersAreListedByChannelOnly() {
        ann.request("GET", ALL, null).assertHttp(400);
    }

    @Test
    void refusalsAreTheServices() {
        STAGE.messaging().orders().refuse(ReadUser.class, ErrorCode.USER_NOT_FOUND, 1);
        STAGE.messaging().orders().refuse(UpdateUser.class, ErrorCode.CHAT_FORBIDDEN, 1);

        assertThat(ann.request("GET", ALL + "/nobody", null).assertHttp(404).errorCode())
                .isEqualTo(50200);
        assertThat(ann.request("POST", ALL + "/bob", "{}").assertHttp(403).errorCode())
                .isEqualTo(50107);
    }

    private JsonObject page(String token) {
        JsonObject params = new JsonObject().put("ConversationSid", ChatFacts.CHANNEL.value());
        if (token != null) {
            params.put("PageToken", token);
        }
        return ann.request(
                        new JsonObject().put("method", "GET").put("path", ALL).put("params", params), null)
                .assertHttp(200)
                .json();
    }

    private static JsonObject resource(String identity, boolean online) {
        String sid = UserSid.of(Tokens.SERVICE, identity).value();
        return new JsonObject()
                .put("sid", sid)
                .put("identity", identity)
                .put("friendly_name", null)
                .put("attributes", "{}")
                .put("is_online", online)
                .put("is_notifiable", false)
                .put("sync_unique_name", sid + ".info")
                .put("sync_objects", new JsonObject().put("user_info_map", sid + ".info"))
                .put("url", STAGE.baseUrl() + ALL + "/" + ChatBodies.encode(identity));
    }
}
