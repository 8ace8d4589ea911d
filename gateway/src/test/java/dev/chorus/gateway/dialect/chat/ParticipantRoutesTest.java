package dev.chorus.gateway.dialect.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.Done;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.member.AddMember;
import dev.chorus.contract.member.InviteMember;
import dev.chorus.contract.member.RemoveInvitation;
import dev.chorus.contract.member.RemoveMember;
import dev.chorus.contract.member.UpdateMember;
import dev.chorus.gateway.stage.GatewayStage;
import dev.chorus.gateway.stage.SocketClient;
import dev.chorus.gateway.stage.Tokens;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParticipantRoutesTest {
    private static final String MEMBERS = "/Client/v1/Conversations/" + ChatFacts.CHANNEL + "/Participants";
    private static final String INVITES = "/Client/v1/Conversations/" + ChatFacts.CHANNEL + "/Invites";

    @RegisterExtension
    static final GatewayStage STAGE = new GatewayStage();

    private SocketClient ann;

    @BeforeEach
    void connect() {
        ann = STAGE.connectToChat("ann");
    }

    @Test
    void whoIsNamedBecomesAMember() {
        STAGE.messaging().answer(AddMember.class, add -> ChatFacts.member());

        JsonObject answer = ann.request("POST", MEMBERS, "{\"identity\":\"bob\"}")
                .assertHttp(201)
                .json();

        assertThat(STAGE.messaging().asked(AddMember.class).command())
                .isEqualTo(new AddMember(ChatFacts.CHANNEL, "bob"));
        assertThat(answer).isEqualTo(resource());
    }

    @Test
    void aMembersAttributesAreChanged() {
        STAGE.messaging().answer(UpdateMember.class, update -> ChatFacts.member());

        JsonObject answer = ann.request("POST", MEMBERS + "/" + ChatFacts.MEMBER, "{\"attributes\":\"{}\"}")
                .assertHttp(200)
                .json();

        assertThat(STAGE.messaging().asked(UpdateMember.class).command())
                .isEqualTo(new UpdateMember(ChatFacts.CHANNEL, ChatFacts.MEMBER, "{}"));
        assertThat(answer).isEqualTo(resource());
        ann.request("POST", MEMBERS + "/" + ChatFacts.MEMBER, "{}").assertHttp(400);
    }

    @ParameterizedTest
    @CsvSource({
        "bob, bob",
        "Zoë O'Hara+x@ex.org ☂, Zoë O'Hara+x@ex.org ☂",
        "Zo%C3%AB%20O'Hara%2Bx, Zoë O'Hara+x",
        "100%, 100%",
        "100% sure, 100% sure",
        "a%4, a%4",
        "%41, A",
        "a%2Fb, a/b"
    })
    void anIdentityMayBeRawOrEncodedInAPath(String segment, String identity) {
        STAGE.messaging().answer(RemoveMember.class, remove -> Done.DONE);
        STAGE.messaging().answer(RemoveInvitation.class, remove -> Done.DONE);

        ann.request("DELETE", MEMBERS + "/" + segment, "null").assertHttp(204);
        ann.request("DELETE", INVITES + "/" + segment, "null").assertHttp(204);

        assertThat(STAGE.messaging().asked(RemoveMember.class).command())
                .isEqualTo(new RemoveMember(ChatFacts.CHANNEL, identity));
        assertThat(STAGE.messaging().asked(RemoveInvitation.class).command())
                .isEqualTo(new RemoveInvitation(ChatFacts.CHANNEL, identity));
    }

    @Test
    void anInvitationIsConfirmedWithTheIdentity() {
        STAGE.messaging().answer(InviteMember.class, invite -> ChatFacts.invitation());

        JsonObject answer = ann.request("POST", INVITES, "{\"identity\":\"Zoë ☂\"}")
                .assertHttp(201)
                .json();

        assertThat(answer.getString("identity")).isEqualTo("Zoë ☂");
        assertThat(STAGE.messaging().asked(InviteMember.class).command())
                .isEqualTo(new InviteMember(ChatFacts.CHANNEL, "Zoë ☂"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"identity\":null}", "{\"identity\":7}", "null"})
    void nobodyCannotBeAddedOrInvited(String body) {
        ann.request("POST", MEMBERS, body).assertHttp(400);
        ann.request("POST", INVITES, body).assertHttp(400);
    }

    @Test
    void refusalsAreTheServices() {
        STAGE.messaging().orders().refuse(AddMember.class, ErrorCode.MEMBER_EXISTS, 1);
        STAGE.messaging().orders().refuse(InviteMember.class, ErrorCode.INVITATION_EXISTS, 1);
        STAGE.messaging().orders().refuse(RemoveInvitation.class, ErrorCode.INVITATION_NOT_FOUND, 1);

        String bob = "{\"identity\":\"bob\"}";
        assertThat(ann.request("POST", MEMBERS, bob).assertHttp(409).errorCode())
                .isEqualTo(50404);
        assertThat(ann.request("POST", INVITES, bob).assertHttp(409).errorCode())
                .isEqualTo(50212);
        assertThat(ann.request("DELETE", INVITES + "/bob", "null")
                        .assertHttp(404)
                        .errorCode())
                .isEqualTo(50601);
    }

    private static JsonObject resource() {
        return new JsonObject()
                .put("sid", ChatFacts.MEMBER)
                .put("conversation_sid", ChatFacts.CHANNEL.value())
                .put("identity", "bob")
                .put("role_sid", Tokens.ROLE)
                .put("attributes", "{\"a\":1}")
                .put("date_created", ChatFacts.CREATED)
                .put("date_updated", ChatFacts.UPDATED);
    }
}
