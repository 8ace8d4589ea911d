package dev.chorus.gateway.dialect.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.Done;
import dev.chorus.contract.channel.ChannelPage;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.channel.ChannelState;
import dev.chorus.contract.channel.ChannelType;
import dev.chorus.contract.channel.CreateChannel;
import dev.chorus.contract.channel.DeleteChannel;
import dev.chorus.contract.channel.LastMessage;
import dev.chorus.contract.channel.ListChannels;
import dev.chorus.contract.channel.ReadChannel;
import dev.chorus.contract.channel.UpdateChannel;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.member.AddMember;
import dev.chorus.contract.member.Horizon;
import dev.chorus.contract.member.MemberState;
import dev.chorus.contract.member.MembershipState;
import dev.chorus.contract.member.MembershipStatus;
import dev.chorus.contract.member.NotificationLevel;
import dev.chorus.contract.member.ReadMember;
import dev.chorus.contract.member.ReadMembership;
import dev.chorus.contract.member.RemoveInvitation;
import dev.chorus.contract.member.SetNotificationLevel;
import dev.chorus.contract.member.UpdateMember;
import dev.chorus.contract.message.ListMessages;
import dev.chorus.contract.message.MessagePage;
import dev.chorus.contract.message.MessageSid;
import dev.chorus.contract.message.MessageState;
import dev.chorus.contract.message.SendMessage;
import dev.chorus.contract.role.MessagingSettings;
import dev.chorus.contract.role.ReadMessagingSettings;
import dev.chorus.contract.user.ReadUser;
import dev.chorus.contract.user.UserSid;
import dev.chorus.contract.user.UserState;
import dev.chorus.contract.value.Origin;
import dev.chorus.gateway.stage.GatewayStage;
import dev.chorus.gateway.stage.Tokens;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRestTest {
    private static final String SERVICE = "/chat/v2/Services/" + Tokens.SERVICE;
    private static final String CHANNELS = SERVICE + "/Channels";
    private static final ChannelSid SID = new ChannelSid("CH" + "1".repeat(32));
    private static final String ONE = CHANNELS + "/" + SID;
    private static final String MEMBER = "MB" + "2".repeat(32);
    private static final long CREATED =
            Instant.parse("2026-05-04T10:11:12.999Z").toEpochMilli();
    private static final ChannelState CHANNEL = new ChannelState(
            SID,
            ChannelType.PRIVATE,
            "unique",
            null,
            "{\"a\": 1}",
            "system",
            CREATED,
            CREATED,
            3,
            2,
            new LastMessage(2, CREATED));
    private static final UserState USER = new UserState(
            UserSid.of(Tokens.SERVICE, "Zoë ☂"), "Zoë ☂", null, "{}", Tokens.ROLE, null, null, CREATED, CREATED, 1L);
    private static final MemberState JOINED =
            new MemberState(MEMBER, SID, "Zoë ☂", Tokens.ROLE, "{}", CREATED, CREATED, 7L, CREATED);

    @RegisterExtension
    static final GatewayStage STAGE = new GatewayStage();

    private final BackEndClient backEnd = new BackEndClient(STAGE);

    @BeforeEach
    void answer() {
        STAGE.messaging().answer(CreateChannel.class, create -> CHANNEL);
        STAGE.messaging().answer(ReadChannel.class, read -> CHANNEL);
        STAGE.messaging().answer(UpdateChannel.class, update -> CHANNEL);
        STAGE.messaging().answer(DeleteChannel.class, delete -> Done.DONE);
        STAGE.messaging().answer(ReadUser.class, read -> USER);
        STAGE.messaging().answer(AddMember.class, add -> JOINED);
        STAGE.messaging().answer(ReadMember.class, read -> JOINED);
        STAGE.messaging().answer(UpdateMember.class, update -> JOINED);
    }

    @Test
    void aChannelIsShownWithEveryField() {
        String url = STAGE.baseUrl() + ONE;

        assertThat(backEnd.json("GET", CHANNELS + "/unique", "", 200))
                .isEqualTo(new JsonObject()
                        .put("sid", SID.value())
                        .put("account_sid", Tokens.ACCOUNT)
                        .put("service_sid", Tokens.SERVICE)
                        .put("friendly_name", null)
                        .put("unique_name", "unique")
                        .put("attributes", "{\"a\": 1}")
                        .put("type", "private")
                        .put("created_by", "system")
                        .put("members_count", 2)
                        .put("messages_count", 3)
                        .put("date_created", "2026-05-04T10:11:12Z")
                        .put("date_updated", "2026-05-04T10:11:12Z")
                        .put("url", url)
                        .put(
                                "links",
                                new JsonObject()
                                        .put("members", url + "/Members")
                                        .put("messages", url + "/Messages")
                                        .put("invites", url + "/Invites")
                                        .put("webhooks", url + "/Webhooks")
                                        .put("last_message", url + "/Messages/" + MessageSid.of(SID, 2))));
    }

    @Test
    void aChannelIsMadeWithWhereItComesFrom() {
        backEnd.json(
                "POST",
                CHANNELS,
                "FriendlyName=Gr%C3%BC%C3%9Fe+%26&UniqueName=u&Type=private&Attributes=%7B%7D&CreatedBy=ann"
                        + "&DateCreated=2020-01-02T03:04:05Z&DateUpdated=2020-01-02T03:04:05.123456789%2B01:00",
                201);

        long created = Instant.parse("2020-01-02T03:04:05Z").toEpochMilli();
        long updated = Instant.parse("2020-01-02T02:04:05.123Z").toEpochMilli();
        assertThat(STAGE.messaging().asked(CreateChannel.class).command())
                .isEqualTo(new CreateChannel(
                        ChannelType.PRIVATE, "u", "Grüße &", "{}", new Origin("ann", created, updated, null)));
        assertThat(STAGE.messaging().asked(CreateChannel.class).caller().backEnd())
                .isTrue();
    }

    @Test
    void whatAnUpdateDoesNotNameIsLeftAndWhatIsEmptyIsCleared() {
        backEnd.json("POST", CHANNELS + "/unique", "UniqueName=&Attributes=", 200);

        assertThat(STAGE.messaging().asked(UpdateChannel.class).command())
                .isEqualTo(new UpdateChannel(SID, "", null, "{}"));
    }

    @Test
    void aChannelIsRemovedByItsUniqueName() {
        assertThat(backEnd.ask("DELETE", CHANNELS + "/a%20%2F%C3%BC", "").statusCode())
                .isEqualTo(204);

        assertThat(STAGE.messaging().asked(ReadChannel.class).command()).isEqualTo(new ReadChannel("a /ü"));
        assertThat(STAGE.messaging().asked(DeleteChannel.class).command()).isEqualTo(new DeleteChannel(SID));
    }

    @Test
    void aPlusInAPathIsASpaceForTheLibraryThatSendsItSo() {
        String credentials = Tokens.KEY + ":" + Tokens.SECRET;
        backEnd.ask("GET", CHANNELS + "/a+b%2Bc", "", credentials, "twilio-java/10.6.5 (Linux)");
        backEnd.ask("GET", CHANNELS + "/a+b%2Bc", "", credentials, "twilio-node/6.2.0");

        assertThat(STAGE.messaging().orders().taken(ReadChannel.class))
                .extracting(request -> ((ReadChannel) request.command()).channel())
                .containsExactly("a b+c", "a+b+c");
    }

    @Test
    void pagesLinkToEachOtherInBothDirections() {
        STAGE.messaging()
                .answer(
                        ListChannels.class,
                        list -> new ChannelPage(
                                List.of(CHANNEL),
                                list.from() == null ? "1-a" : list.from().equals("1-a") ? "2-b" : null));

        JsonObject first = backEnd.json("GET", CHANNELS + "?PageSize=500&Type=private", "", 200);
        JsonObject second = backEnd.json("GET", pathOf(first, "next_page_url"), "", 200);
        JsonObject third = backEnd.json("GET", pathOf(second, "next_page_url"), "", 200);

        String url = STAGE.baseUrl() + CHANNELS;
        assertThat(first.getJsonObject("meta"))
                .isEqualTo(new JsonObject()
                        .put("key", "channels")
                        .put("page", 0)
                        .put("page_size", 100)
                        .put("first_page_url", url + "?PageSize=100&Page=0&Type=private")
                        .put("previous_page_url", null)
                        .put("url", url + "?PageSize=100&Page=0&Type=private")
                        .put("next_page_url", url + "?PageSize=100&Page=1&PageToken=1-a&Type=private"));
        assertThat(first.getJsonArray("channels")).hasSize(1);
        assertThat(second.getJsonObject("meta").getString("previous_page_url"))
                .isEqualTo(first.getJsonObject("meta").getString("url"));
        assertThat(third.getJsonObject("meta").getString("previous_page_url"))
                .isEqualTo(second.getJsonObject("meta").getString("url"));
        assertThat(third.getJsonObject("meta").getInteger("page")).isEqualTo(2);
        assertThat(third.getJsonObject("meta").getString("next_page_url")).isNull();
        assertThat(STAGE.messaging().orders().taken(ListChannels.class))
                .extracting(request -> (Object) request.command())
                .containsExactly(
                        new ListChannels(ChannelType.PRIVATE, null, 100),
                        new ListChannels(ChannelType.PRIVATE, "1-a", 100),
                        new ListChannels(ChannelType.PRIVATE, "2-b", 100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PageSize=0", "PageSize=-1", "PageSize=x", "Type=secret"})
    void aPageThatMakesNoSenseIsRefused(String query) {
        backEnd.assertRefused("GET", CHANNELS + "?" + query, "", ErrorCode.BAD_REQUEST);
    }

    @Test
    void aTokenOfNobodyIsRefused() {
        backEnd.assertRefused("GET", CHANNELS + "?PageToken=%00", "", ErrorCode.PAGE_TOKEN_INVALID);
        backEnd.assertRefused("GET", ONE + "/Messages?PageToken=x", "", ErrorCode.PAGE_TOKEN_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/chat/v1", "/ip-messaging/v2", "/ip-messaging/v1", "/v2", "/v1"})
    void everyFaceLinksToItself(String prefix) {
        String url = prefix + "/Services/" + Tokens.SERVICE + "/Channels/" + SID;

        JsonObject channel = backEnd.json("GET", url, "", 200);

        assertThat(channel.getString("url")).isEqualTo(STAGE.baseUrl() + url);
        assertThat(channel.getJsonObject("links").containsKey("webhooks")).isEqualTo(!prefix.endsWith("v1"));
    }

    @Test
    void whateverAPathNamesThatIsMissingIsNotFound() {
        for (ErrorCode code : List.of(ErrorCode.CHANNEL_NOT_FOUND, ErrorCode.NOT_FOUND)) {
            STAGE.messaging().orders().refuse(ReadChannel.class, code, 1);
            JsonObject refusal = backEnd.json("GET", CHANNELS + "/none", "", 404);
            assertThat(refusal.getInteger("code")).isEqualTo(20404);
            assertThat(refusal.getString("message"))
                    .isEqualTo("The requested resource /Services/" + Tokens.SERVICE + "/Channels/none was not found");
        }
        backEnd.assertRefused("GET", ONE + "/Messages/IM" + "0".repeat(32), "", ErrorCode.NOT_FOUND);
    }

    @Test
    void whoIsNobodyIsToldHowToSayWho() {
        var response = backEnd.ask("GET", ONE, "", "nobody:x", "test");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("www-authenticate"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("Basic realm="));
        assertThat(new JsonObject(response.body()).getInteger("code")).isEqualTo(20003);
    }

    @Test
    void aMemberIsAddedWithAllThatIsSaidOfIt() {
        JsonObject member = backEnd.json(
                "POST",
                ONE + "/Members",
                "Identity=Zo%C3%AB&RoleSid=RL1&LastConsumedMessageIndex=7"
                        + "&LastConsumptionTimestamp=1970-01-01T00:00:01Z&Attributes=%7B%7D",
                201);

        assertThat(STAGE.messaging().asked(AddMember.class).command())
                .isEqualTo(new AddMember(SID, "Zoë", "RL1", "{}", new Horizon(7L, 1_000L), null));
        assertThat(member.getString("sid")).isEqualTo(MEMBER);
        assertThat(member.getLong("last_consumed_message_index")).isEqualTo(7);
        assertThat(member.getString("last_consumption_timestamp")).isEqualTo("2026-05-04T10:11:12Z");
        assertThat(member.getString("url")).isEqualTo(STAGE.baseUrl() + ONE + "/Members/" + MEMBER);
    }

    @Test
    void aMembersHorizonIsClearedAndItsDateAloneKeepsTheIndex() {
        backEnd.json("POST", ONE + "/Members/ann", "LastConsumedMessageIndex=", 200);
        backEnd.json("POST", ONE + "/Members/ann", "LastConsumptionTimestamp=1970-01-01T00:00:01Z", 200);

        assertThat(STAGE.messaging().orders().taken(UpdateMember.class))
                .extracting(request -> ((UpdateMember) request.command()).horizon())
                .containsExactly(new Horizon(null, null), new Horizon(7L, 1_000L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LastConsumedMessageIndex=-1", "LastConsumedMessageIndex=x"})
    void aHorizonIsAnIndex(String form) {
        backEnd.assertRefused("POST", ONE + "/Members/ann", form, ErrorCode.CONSUMED_INDEX_INVALID);
    }

    @Test
    void parametersThatAreMissingOrWrongAreNamedByTheirCodes() {
        backEnd.assertRefused("POST", ONE + "/Members", "", ErrorCode.IDENTITY_MISSING);
        backEnd.assertRefused("POST", ONE + "/Invites", "Identity=", ErrorCode.IDENTITY_MISSING);
        backEnd.assertRefused("POST", SERVICE + "/Users", "FriendlyName=x", ErrorCode.IDENTITY_MISSING);
        backEnd.assertRefused("POST", CHANNELS, "DateCreated=yesterday", ErrorCode.DATE_CREATED_INVALID);
        backEnd.assertRefused("POST", CHANNELS, "DateUpdated=1", ErrorCode.DATE_UPDATED_INVALID);
        backEnd.assertRefused(
                "POST",
                SERVICE + "/Users/ann/Channels/" + SID,
                "NotificationLevel=loud",
                ErrorCode.NOTIFICATION_LEVEL_INVALID);
    }

    @Test
    void messagesAreSentInAnybodysNameAndListedInBothOrders() {
        MessageState message =
                new MessageState(MessageSid.of(SID, 4), SID, 4, "ann", null, "", "{}", CREATED, CREATED, "bob", true);
        STAGE.messaging().answer(SendMessage.class, send -> message);
        STAGE.messaging().answer(ListMessages.class, list -> new MessagePage(List.of(message), 3L));

        JsonObject sent = backEnd.json("POST", ONE + "/Messages", "Body=&From=ann&LastUpdatedBy=bob", 201);
        JsonObject page = backEnd.json("GET", ONE + "/Messages?Order=desc&PageSize=1", "", 200);
        backEnd.json("GET", pathOf(page, "next_page_url"), "", 200);

        assertThat(STAGE.messaging().asked(SendMessage.class).command())
                .isEqualTo(new SendMessage(SID, "", null, new Origin("ann", null, null, "bob")));
        assertThat(sent.getString("body")).isEmpty();
        assertThat(sent.getString("to")).isEqualTo(SID.value());
        assertThat(sent.getString("from")).isEqualTo("ann");
        assertThat(sent.getBoolean("was_edited")).isTrue();
        assertThat(sent.getString("type")).isEqualTo("text");
        assertThat(sent.getValue("media")).isNull();
        assertThat(STAGE.messaging().orders().taken(ListMessages.class))
                .extracting(request -> (Object) request.command())
                .containsExactly(new ListMessages(SID, null, true, 1), new ListMessages(SID, 3L, true, 1));
        backEnd.assertRefused("GET", ONE + "/Messages?Order=random", "", ErrorCode.BAD_REQUEST);
    }

    @Test
    void aUsersChannelIsChangedInTheUsersNameWithTheRightsOfTheBackEnd() {
        STAGE.messaging()
                .answer(
                        SetNotificationLevel.class,
                        set -> new MembershipState(
                                CHANNEL, MembershipStatus.JOINED, NotificationLevel.MUTED, 7L, 2, MEMBER));

        JsonObject membership = backEnd.json(
                "POST",
                SERVICE + "/Users/Zo%C3%AB%20%E2%98%82/Channels/unique",
                "NotificationLevel=muted&LastConsumedMessageIndex=7",
                200);

        assertThat(STAGE.messaging().asked(ReadUser.class).command()).isEqualTo(new ReadUser("Zoë ☂"));
        assertThat(STAGE.messaging().asked(SetNotificationLevel.class).caller()).satisfies(caller -> {
            assertThat(caller.identity()).isEqualTo("Zoë ☂");
            assertThat(caller.backEnd()).isTrue();
        });
        assertThat(STAGE.messaging().asked(UpdateMember.class).command())
                .isEqualTo(new UpdateMember(SID, "Zoë ☂", null, null, new Horizon(7L, null), null));
        String service = STAGE.baseUrl() + SERVICE;
        assertThat(membership)
                .isEqualTo(new JsonObject()
                        .put("account_sid", Tokens.ACCOUNT)
                        .put("service_sid", Tokens.SERVICE)
                        .put("channel_sid", SID.value())
                        .put("user_sid", USER.sid().value())
                        .put("member_sid", MEMBER)
                        .put("status", "joined")
                        .put("last_consumed_message_index", 7)
                        .put("unread_messages_count", 2)
                        .put("notification_level", "muted")
                        .put("url", service + "/Users/" + USER.sid() + "/Channels/" + SID)
                        .put(
                                "links",
                                new JsonObject()
                                        .put("channel", service + "/Channels/" + SID)
                                        .put("member", service + "/Channels/" + SID + "/Members/" + MEMBER)));
    }

    @Test
    void leavingAChannelThatOneIsInvitedToIsDeclining() {
        STAGE.messaging()
                .answer(
                        ReadMembership.class,
                        read -> new MembershipState(
                                CHANNEL, MembershipStatus.INVITED, NotificationLevel.DEFAULT, null, 3, null));
        STAGE.messaging().answer(RemoveInvitation.class, remove -> Done.DONE);

        assertThat(backEnd.ask("DELETE", SERVICE + "/Users/x/Channels/" + SID, "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(STAGE.messaging().asked(RemoveInvitation.class).command())
                .isEqualTo(new RemoveInvitation(SID, "Zoë ☂"));
        JsonObject membership = backEnd.json("GET", SERVICE + "/Users/x/Channels/" + SID, "", 200);
        assertThat(membership.getValue("unread_messages_count")).isNull();
        assertThat(membership.getJsonObject("links").getValue("member")).isNull();
    }

    @Test
    void whatPushWouldHaveIsEmpty() {
        STAGE.messaging()
                .answer(
                        ReadMessagingSettings.class,
                        read -> new MessagingSettings("RL1", "RL2", "RL3", false, 5, 10, 100, 250, true));
        for (String list : List.of("/Bindings", "/Users/ann/Bindings")) {
            assertThat(backEnd.json("GET", SERVICE + list, "", 200).getJsonArray("bindings"))
                    .isEmpty();
        }
        assertThat(backEnd.json("GET", "/v2/Credentials", "", 200).getJsonArray("credentials"))
                .isEmpty();
    }

    private static String pathOf(JsonObject page, String link) {
        return page.getJsonObject("meta")
                .getString(link)
                .substring(STAGE.baseUrl().length());
    }
}
