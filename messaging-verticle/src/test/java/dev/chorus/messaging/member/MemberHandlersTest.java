package dev.chorus.messaging.member;

import static dev.chorus.contract.channel.ChannelType.PRIVATE;
import static dev.chorus.contract.channel.ChannelType.PUBLIC;
import static dev.chorus.messaging.MessagingRig.backEnd;
import static dev.chorus.messaging.MessagingRig.client;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.change.Change;
import dev.chorus.contract.change.ChangeKind;
import dev.chorus.contract.change.Delivery;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.member.AddMember;
import dev.chorus.contract.member.InvitationState;
import dev.chorus.contract.member.InviteMember;
import dev.chorus.contract.member.ListMemberships;
import dev.chorus.contract.member.MemberState;
import dev.chorus.contract.member.MembershipState;
import dev.chorus.contract.member.MembershipStatus;
import dev.chorus.contract.member.NotificationLevel;
import dev.chorus.contract.member.ReadMembership;
import dev.chorus.contract.member.RemoveInvitation;
import dev.chorus.contract.member.RemoveMember;
import dev.chorus.contract.member.SetConsumptionHorizon;
import dev.chorus.contract.member.SetNotificationLevel;
import dev.chorus.contract.member.UpdateMember;
import dev.chorus.contract.message.SendMessage;
import dev.chorus.contract.role.MessagingSettings;
import dev.chorus.contract.role.ReadMessagingSettings;
import dev.chorus.contract.role.UpdateMessagingSettings;
import dev.chorus.contract.user.UserSid;
import dev.chorus.messaging.MessagingRig;
import dev.chorus.messaging.MessagingRigExtension;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(MessagingRigExtension.class)
class MemberHandlersTest {
    private final MessagingRig messaging;

    MemberHandlersTest(MessagingRig messaging) {
        this.messaging = messaging;
    }

    @Test
    void whoJoinsIsInTheRosterAndHasTheChannel() {
        ChannelSid channel = messaging.channel("alice", PUBLIC, null).sid();

        MemberState member = messaging.ask(client("bob"), new AddMember(channel, "bob"));

        JsonObject entry = messaging.items(channel.roster()).get(member.sid());
        assertThat(entry.getString("identity")).isEqualTo("bob");
        assertThat(entry.getString("userInfo")).isEqualTo(UserSid.of(MessagingRig.SERVICE, "bob") + ".info");
        assertThat(entry.containsKey("lastConsumedMessageIndex")).isTrue();
        assertThat(entryOf("bob", channel).getString("status")).isEqualTo("joined");
    }

    @Test
    void aRepeatedRemovalSucceedsAsTheFirstDid() {
        ChannelSid channel = messaging.channel("alice", PUBLIC, null).sid();
        messaging.ask(client("alice"), new AddMember(channel, "alice"));
        messaging.ask(client("alice"), new AddMember(channel, "bob"));
        RemoveMember command = new RemoveMember(channel, "bob");

        messaging.ask(client("alice").withRequestId("r-1"), command);
        messaging.ask(client("alice").withRequestId("r-1"), command);

        assertThat(messaging.refusal(client("alice").withRequestId("r-2"), command))
                .isEqualTo(ErrorCode.MEMBER_NOT_FOUND);
    }

    @Test
    void aRepeatedInvitationIsTheSameOne() {
        ChannelSid channel = messaging.channel("alice", PUBLIC, null).sid();
        messaging.ask(client("alice"), new AddMember(channel, "alice"));
        InviteMember command = new InviteMember(channel, "bob");

        InvitationState first = messaging.ask(client("alice").withRequestId("r-1"), command);
        InvitationState again = messaging.ask(client("alice").withRequestId("r-1"), command);

        assertThat(again).isEqualTo(first);
        assertThat(messaging.refusal(client("alice").withRequestId("r-2"), command))
                .isEqualTo(ErrorCode.INVITATION_EXISTS);
    }

    @Test
    void whoLeavesAPrivateChannelMayRepeatThat() {
        ChannelSid channel = messaging.channel("alice", PRIVATE, null).sid();
        messaging.ask(client("alice"), new AddMember(channel, "alice"));
        messaging.ask(client("alice"), new AddMember(channel, "bob"));
        RemoveMember command = new RemoveMember(channel, "bob");

        messaging.ask(client("bob").withRequestId("r-1"), command);
        messaging.ask(client("bob").withRequestId("r-1"), command);

        assertThat(messaging.refusal(client("bob").withRequestId("r-2"), command))
                .isEqualTo(ErrorCode.CHANNEL_NOT_FOUND);
    }

    @Test
    void ofManyJoinsOfOneUserOneSucceeds() {
        ChannelSid channel = messaging.channel("alice", PUBLIC, null).sid();

        List<CompletableFuture<MemberState>> joins = IntStream.range(0, 10)
                .mapToObj(i -> messaging.send(client("bob"), new AddMember(channel, "bob")))
                .toList();
        joins.forEach(join -> join.exceptionally(failure -> null).join());

        assertThat(joins.stream().filter(join -> !join.isCompletedExceptionally()))
                .hasSize(1);
        assertThat(messaging.items(channel.roster())).hasSize(1);
    }

    @Test
    void anInvitationIsSeenAndConsumedByJoining() {
        ChannelSid channel = messaging.channelOf(PRIVATE, "alice").sid();

        messaging.ask(client("alice"), new InviteMember(channel, "dora"));
        assertThat(entryOf("dora", channel).getString("status")).isEqualTo("invited");
        assertThat(messaging.refusal(client("alice"), new InviteMember(channel, "dora")))
                .isEqualTo(ErrorCode.INVITATION_EXISTS);
        messaging.ask(client("dora"), new AddMember(channel, "dora"));

        assertThat(entryOf("dora", channel).getString("status")).isEqualTo("joined");
        assertThat(messaging.refusal(client("alice"), new InviteMember(channel, "dora")))
                .isEqualTo(ErrorCode.MEMBER_EXISTS);
    }

    @Test
    void aDeclinedInvitationLeavesNothing() {
        ChannelSid channel = messaging.channelOf(PRIVATE, "alice").sid();
        messaging.ask(client("alice"), new InviteMember(channel, "eve"));

        messaging.ask(client("eve"), new RemoveInvitation(channel, "eve"));

        assertThat(entries("eve")).doesNotContainKey(channel.value());
        assertThat(messaging.refusal(client("eve"), new AddMember(channel, "eve")))
                .isEqualTo(ErrorCode.CHANNEL_NOT_FOUND);
    }

    @Test
    void nobodyJoinsAPrivateChannelUninvited() {
        ChannelSid channel = messaging.channelOf(PRIVATE, "alice").sid();

        assertThat(messaging.refusal(client("mallory"), new AddMember(channel, "mallory")))
                .isEqualTo(ErrorCode.CHANNEL_NOT_FOUND);
    }

    @Test
    void rightsEndBeforeTheRosterTellsOfTheLeaving() {
        ChannelSid channel = messaging.channelOf(PUBLIC, "alice", "bob").sid();
        List<Delivery> told = messaging.gateway("leaving-gateway", channel.roster());

        messaging.ask(client("bob"), new RemoveMember(channel, "bob"));

        MessagingRig.eventually(() -> told.size() >= 2);
        assertThat(told.stream()
                        .map(delivery -> Change.decode(delivery.change()).kind()))
                .containsExactly(ChangeKind.ACCESS_CHANGED, ChangeKind.ITEM_REMOVED);
        assertThat(Change.decode(told.get(0).change()).key()).isEqualTo("bob");
        // So that whatever overtakes the first is not told to bob either.
        assertThat(told.stream()
                        .map(delivery -> Change.decode(delivery.change()).accessNumber()))
                .containsExactly(1L, 1L);
        assertThat(entries("bob")).doesNotContainKey(channel.value());
    }

    @Test
    void whoComesBackIsAnotherMember() {
        ChannelSid channel = messaging.channel("alice", PUBLIC, null).sid();
        MemberState first = messaging.ask(client("bob"), new AddMember(channel, "bob"));

        messaging.ask(client("bob"), new RemoveMember(channel, "bob"));
        MemberState second = messaging.ask(client("bob"), new AddMember(channel, "bob"));

        assertThat(second.sid()).isNotEqualTo(first.sid());
    }

    @Test
    void membersRemoveOthersOnlyWithTheRight() {
        ChannelSid channel = messaging.channelOf(PUBLIC, "alice", "bob").sid();

        assertThat(messaging.refusal(client("bob"), new RemoveMember(channel, "alice")))
                .isEqualTo(ErrorCode.CHAT_FORBIDDEN);
        messaging.ask(client("alice"), new RemoveMember(channel, "bob"));

        assertThat(messaging.items(channel.roster())).hasSize(1);
    }

    @Test
    void aHorizonIsTheMembersAndTheReadersOwn() {
        ChannelSid channel = messaging.channelOf(PUBLIC, "alice", "bob").sid();
        for (int i = 0; i < 3; i++) {
            messaging.ask(client("alice"), new SendMessage(channel, "m", null));
        }

        MembershipState set = messaging.ask(client("bob"), new SetConsumptionHorizon(channel, 0L));

        assertThat(set.unreadMessagesCount()).isEqualTo(2);
        assertThat(entryOf("bob", channel).getLong("lastConsumedMessageIndex")).isZero();
        assertThat(messaging.items(channel.roster()).values())
                .anyMatch(member -> Long.valueOf(0).equals(member.getLong("lastConsumedMessageIndex"))
                        && member.getString("lastConsumptionTimestamp") != null);
        assertThat(messaging
                        .ask(client("bob"), new SetConsumptionHorizon(channel, null))
                        .unreadMessagesCount())
                .isEqualTo(3);
    }

    @Test
    void aNotificationLevelIsTheReadersOwn() {
        ChannelSid channel = messaging.channelOf(PUBLIC, "alice").sid();

        MembershipState muted =
                messaging.ask(client("alice"), new SetNotificationLevel(channel, NotificationLevel.MUTED));

        assertThat(muted.notificationLevel()).isEqualTo(NotificationLevel.MUTED);
        assertThat(entryOf("alice", channel).getString("notificationLevel")).isEqualTo("muted");
    }

    @Test
    void membersChangeTheirOwnAttributes() {
        ChannelSid channel = messaging.channelOf(PUBLIC, "alice", "bob").sid();

        assertThat(messaging
                        .ask(client("bob"), new UpdateMember(channel, "bob", "{\"seat\":1}"))
                        .attributes())
                .isEqualTo("{\"seat\":1}");
        assertThat(messaging.refusal(client("bob"), new UpdateMember(channel, "alice", "{}")))
                .isEqualTo(ErrorCode.CHAT_FORBIDDEN);
    }

    @Test
    void aUsersChannelsAreReadPageByPage() {
        for (int i = 0; i < 5; i++) {
            messaging.channelOf(PUBLIC, "pager");
        }

        var first = messaging.ask(client("pager"), new ListMemberships(null, 3));
        var second = messaging.ask(client("pager"), new ListMemberships(first.next(), 3));

        assertThat(first.memberships()).hasSize(3);
        assertThat(second.memberships()).hasSize(2);
        assertThat(second.next()).isNull();
        assertThat(first.memberships()).noneMatch(second.memberships()::contains);
    }

    @Test
    void theCreatorWhoLeavesHasTheChannelNoMore() {
        ChannelSid channel = messaging.channelOf(PRIVATE, "leaver").sid();
        assertThat(messaging.ask(client("leaver"), new ReadMembership(channel)).status())
                .isEqualTo(MembershipStatus.JOINED);

        messaging.ask(client("leaver"), new RemoveMember(channel, "leaver"));

        assertThat(entries("leaver")).doesNotContainKey(channel.value());
    }

    @Test
    void aUserHasRoomForAsManyChannelsAsTheServiceSays() {
        MessagingSettings usual = messaging.ask(backEnd(), new ReadMessagingSettings());
        messaging.ask(backEnd(), new UpdateMessagingSettings(withUserChannels(usual, 1)));
        try {
            // The channel that one has made oneself is there already, and needs no more room.
            ChannelSid own = messaging.channelOf(PUBLIC, "full").sid();
            ChannelSid other = messaging.channel("alice", PUBLIC, null).sid();

            assertThat(messaging.refusal(client("full"), new AddMember(other, "full")))
                    .isEqualTo(ErrorCode.USER_CHANNELS_FULL);
            assertThat(messaging.items(own.roster())).hasSize(1);
        } finally {
            messaging.ask(backEnd(), new UpdateMessagingSettings(usual));
        }
    }

    private static MessagingSettings withUserChannels(MessagingSettings settings, int userChannels) {
        return new MessagingSettings(
                settings.serviceRoleSid(),
                settings.channelRoleSid(),
                settings.channelCreatorRoleSid(),
                settings.reachabilityEnabled(),
                settings.typingTimeoutSeconds(),
                settings.consumptionReportSeconds(),
                settings.channelMembers(),
                userChannels,
                settings.readStatusEnabled());
    }

    private JsonObject entryOf(String identity, ChannelSid channel) {
        return entries(identity).get(channel.value());
    }

    private Map<String, JsonObject> entries(String identity) {
        return messaging.items(UserSid.of(MessagingRig.SERVICE, identity).channels());
    }
}
