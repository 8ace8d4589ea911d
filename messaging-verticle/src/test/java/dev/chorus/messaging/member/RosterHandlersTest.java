package dev.chorus.messaging.member;

import static dev.chorus.contract.channel.ChannelType.PRIVATE;
import static dev.chorus.contract.channel.ChannelType.PUBLIC;
import static dev.chorus.messaging.MessagingRig.backEnd;
import static dev.chorus.messaging.MessagingRig.client;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.Command;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.member.AddMember;
import dev.chorus.contract.member.Horizon;
import dev.chorus.contract.member.InvitationPage;
import dev.chorus.contract.member.InvitationState;
import dev.chorus.contract.member.InviteMember;
import dev.chorus.contract.member.ListInvitations;
import dev.chorus.contract.member.ListMembers;
import dev.chorus.contract.member.MemberPage;
import dev.chorus.contract.member.MemberState;
import dev.chorus.contract.member.MembershipState;
import dev.chorus.contract.member.ReadInvitation;
import dev.chorus.contract.member.ReadMember;
import dev.chorus.contract.member.ReadMembership;
import dev.chorus.contract.member.UpdateMember;
import dev.chorus.contract.message.SendMessage;
import dev.chorus.contract.role.CreateRole;
import dev.chorus.contract.role.RolePermission;
import dev.chorus.contract.role.RoleType;
import dev.chorus.contract.user.ReadUser;
import dev.chorus.contract.value.Origin;
import dev.chorus.messaging.MessagingRig;
import dev.chorus.messaging.MessagingRigExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(MessagingRigExtension.class)
class RosterHandlersTest {
    private static final long LONG_AGO = 1_438_286_400_000L;

    private final MessagingRig messaging;

    RosterHandlersTest(MessagingRig messaging) {
        this.messaging = messaging;
    }

    @Test
    void membersAreListedPageByPageInTheOrderOfTheirComing() {
        ChannelSid channel = channel();
        List<String> identities =
                IntStream.range(0, 12).mapToObj(i -> "member-" + i).toList();
        identities.forEach(identity -> messaging.ask(backEnd(), new AddMember(channel, identity)));

        List<String> found = new ArrayList<>();
        String from = null;
        do {
            MemberPage page = messaging.ask(backEnd(), new ListMembers(channel, List.of(), from, 5));
            page.members().forEach(member -> found.add(member.identity()));
            from = page.next();
        } while (from != null);

        // Those of one millisecond come in any order.
        assertThat(found).containsExactlyInAnyOrderElementsOf(identities);
        assertThat(messaging
                        .ask(backEnd(), new ListMembers(channel, List.of("member-3", "nobody", "member-1"), null, 1))
                        .members())
                .extracting(MemberState::identity)
                .containsExactly("member-3", "member-1");
    }

    @Test
    void aMemberIsFoundByIdentityAndBySid() {
        ChannelSid channel = channel();
        MemberState added = messaging.ask(backEnd(), new AddMember(channel, "Zoë ☂"));

        assertThat(messaging.ask(backEnd(), new ReadMember(channel, "Zoë ☂"))).isEqualTo(added);
        assertThat(messaging.ask(client("Zoë ☂"), new ReadMember(channel, added.sid())))
                .isEqualTo(added);
        assertThat(messaging.refusal(backEnd(), new ReadMember(channel, "nobody")))
                .isEqualTo(ErrorCode.MEMBER_NOT_FOUND);
        assertThat(messaging.refusal(client("nobody"), new ReadMember(channel, "Zoë ☂")))
                .isEqualTo(ErrorCode.CHANNEL_NOT_FOUND);
    }

    @Test
    void onlyMembersAndBackEndsSeeThoseOfAPublicChannel() {
        ChannelSid channel = messaging.channelOf(PUBLIC, "ann").sid();

        assertThat(messaging.refusal(client("bob"), new ListMembers(channel, List.of(), null, 5)))
                .isEqualTo(ErrorCode.NOT_A_MEMBER);
    }

    @Test
    void aBackEndMayBringAMemberWithRoleAttributesHorizonAndDates() {
        ChannelSid channel = channel();
        String role = role("guest", RoleType.CHANNEL);
        AddMember command = new AddMember(
                channel,
                "guest",
                role,
                "{\"seat\": 4}",
                new Horizon(3L, LONG_AGO + 2_000),
                new Origin(null, LONG_AGO, LONG_AGO + 1_000, null));

        MemberState added = messaging.ask(backEnd(), command);

        assertThat(added)
                .isEqualTo(new MemberState(
                        added.sid(),
                        channel,
                        "guest",
                        role,
                        "{\"seat\": 4}",
                        LONG_AGO,
                        LONG_AGO + 1_000,
                        3L,
                        LONG_AGO + 2_000));
        assertThat(messaging.refusal(client("ann"), command)).isEqualTo(ErrorCode.CHAT_FORBIDDEN);
    }

    @Test
    void aRoleHasToBeOneForChannels() {
        ChannelSid channel = channel();
        String ofService = role("boss", RoleType.DEPLOYMENT);

        for (String role : List.of(ofService, "RL" + "0".repeat(32))) {
            assertThat(messaging.refusal(backEnd(), new AddMember(channel, "bob", role, null, null, null)))
                    .isEqualTo(ErrorCode.CHANNEL_ROLE_UNKNOWN);
            assertThat(messaging.refusal(backEnd(), new InviteMember(channel, "bob", role)))
                    .isEqualTo(ErrorCode.CHANNEL_ROLE_UNKNOWN);
        }
    }

    @Test
    void aNewRoleAndHorizonCountAtOnceAndShowInTheMembersOwnView() {
        ChannelSid channel = messaging.channelOf(PRIVATE, "ann", "bob").sid();
        for (int i = 0; i < 3; i++) {
            messaging.ask(client("ann"), new SendMessage(channel, "hello", null));
        }
        String role = role("silent", RoleType.CHANNEL);

        MemberState updated =
                messaging.ask(backEnd(), new UpdateMember(channel, "bob", null, role, new Horizon(0L, LONG_AGO), null));

        assertThat(updated.roleSid()).isEqualTo(role);
        assertThat(updated.lastConsumptionMillis()).isEqualTo(LONG_AGO);
        assertThat(messaging.refusal(client("bob"), new SendMessage(channel, "may I?", null)))
                .isEqualTo(ErrorCode.CHAT_FORBIDDEN);
        MembershipState own = messaging.ask(client("bob"), new ReadMembership(channel));
        assertThat(own.lastConsumedMessageIndex()).isZero();
        assertThat(own.unreadMessagesCount()).isEqualTo(2);
        assertThat(own.memberSid()).isEqualTo(updated.sid());

        MemberState cleared = messaging.ask(
                backEnd(), new UpdateMember(channel, updated.sid(), null, null, new Horizon(null, null), null));
        assertThat(cleared.lastConsumedMessageIndex()).isNull();
        assertThat(cleared.roleSid()).isEqualTo(role);
    }

    @Test
    void aBackEndActsForAUserWhoseChannelsItReads() {
        ChannelSid channel = messaging.channelOf(PRIVATE, "ann", "bob").sid();
        Caller asBob = new Caller(MessagingRig.ACCOUNT, MessagingRig.SERVICE, "bob", true, "", 0, null);

        assertThat(messaging.ask(asBob, new ReadMembership(channel)).memberSid())
                .isNotNull();
    }

    @Test
    void invitationsAreListedFoundAndConsumed() {
        ChannelSid channel = channel();
        String role = role("invited", RoleType.CHANNEL);
        InvitationState carol = messaging.ask(backEnd(), new InviteMember(channel, "carol", role));
        InvitationState dan = messaging.ask(client("ann"), new InviteMember(channel, "dan"));

        assertThat(carol.roleSid()).isEqualTo(role);
        assertThat(carol.createdBy()).isEqualTo("system");
        assertThat(dan.createdBy()).isEqualTo("ann");
        InvitationPage first = messaging.ask(backEnd(), new ListInvitations(channel, List.of(), null, 1));
        InvitationPage second = messaging.ask(backEnd(), new ListInvitations(channel, List.of(), first.next(), 1));
        assertThat(first.invitations()).hasSize(1);
        assertThat(List.of(first.invitations().get(0), second.invitations().get(0)))
                .containsExactlyInAnyOrder(carol, dan);
        assertThat(second.next()).isNull();
        assertThat(messaging
                        .ask(backEnd(), new ListInvitations(channel, List.of("dan", "nobody"), null, 50))
                        .invitations())
                .containsExactly(dan);
        assertThat(messaging.ask(backEnd(), new ReadInvitation(channel, carol.sid())))
                .isEqualTo(carol);

        MemberState joined = messaging.ask(client("carol"), new AddMember(channel, "carol"));

        assertThat(joined.roleSid()).isEqualTo(role);
        assertThat(messaging.refusal(backEnd(), new ReadInvitation(channel, carol.sid())))
                .isEqualTo(ErrorCode.INVITATION_NOT_FOUND);
        assertThat(messaging.refusal(client("ann"), new ListInvitations(channel, List.of(), null, 1)))
                .isEqualTo(ErrorCode.CHAT_FORBIDDEN);
    }

    @Test
    void nobodyIsMadeForAChannelThatIsNotThere() {
        ChannelSid nowhere = new ChannelSid("CH" + "0".repeat(32));

        for (Command<?> command : List.of(new AddMember(nowhere, "stray"), new InviteMember(nowhere, "stray"))) {
            assertThat(messaging.refusal(backEnd(), command)).isEqualTo(ErrorCode.CHANNEL_NOT_FOUND);
        }
        assertThat(messaging.refusal(backEnd(), new ReadUser("stray"))).isEqualTo(ErrorCode.USER_NOT_FOUND);
    }

    private ChannelSid channel() {
        return messaging.channel("ann", PRIVATE, null).sid();
    }

    private String role(String name, RoleType type) {
        return messaging
                .ask(backEnd(), new CreateRole(name, type, Set.of(RolePermission.LEAVE_CHANNEL)))
                .sid();
    }
}
