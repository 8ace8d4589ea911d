package dev.chorus.messaging.user;

import static dev.chorus.contract.channel.ChannelType.PRIVATE;
import static dev.chorus.messaging.MessagingRig.backEnd;
import static dev.chorus.messaging.MessagingRig.client;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.access.Caller;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.channel.CreateChannel;
import dev.chorus.contract.channel.ListChannels;
import dev.chorus.contract.channel.PublicChannels;
import dev.chorus.contract.channel.ReadChannel;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.member.AddMember;
import dev.chorus.contract.member.InviteMember;
import dev.chorus.contract.member.ListInvitations;
import dev.chorus.contract.member.ListMemberships;
import dev.chorus.contract.member.ReadMember;
import dev.chorus.contract.role.CreateRole;
import dev.chorus.contract.role.EraseMessaging;
import dev.chorus.contract.role.RolePermission;
import dev.chorus.contract.role.RoleType;
import dev.chorus.contract.user.CreateUser;
import dev.chorus.contract.user.DeleteUser;
import dev.chorus.contract.user.ListUsers;
import dev.chorus.contract.user.OpenMessaging;
import dev.chorus.contract.user.ReadUser;
import dev.chorus.contract.user.UpdateUser;
import dev.chorus.contract.user.UserPage;
import dev.chorus.contract.user.UserSid;
import dev.chorus.contract.user.UserState;
import dev.chorus.messaging.MessagingRig;
import dev.chorus.messaging.MessagingRigExtension;
import dev.chorus.store.key.Partition;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(MessagingRigExtension.class)
class UserAdministrationTest {
    private final MessagingRig messaging;
    private final String who = "user \"☂\" " + UUID.randomUUID();

    UserAdministrationTest(MessagingRig messaging) {
        this.messaging = messaging;
    }

    @Test
    void aUserIsMadeWholeAndOnce() {
        String role = role(RoleType.DEPLOYMENT);
        CreateUser command = new CreateUser(who, role, "Zoë", "{\"a\":1}");

        UserState made = messaging.ask(backEnd(), command);

        assertThat(made.identity()).isEqualTo(who);
        assertThat(made.roleSid()).isEqualTo(role);
        assertThat(made.friendlyName()).isEqualTo("Zoë");
        assertThat(made.attributes()).isEqualTo("{\"a\":1}");
        assertThat(made.joinedChannels()).isZero();
        assertThat(messaging.ask(backEnd(), new ReadUser(made.sid().value()))).isEqualTo(made);
        assertThat(messaging.ask(client(who), new OpenMessaging(null)).user().roleSid())
                .isEqualTo(role);
        assertThat(messaging.refusal(backEnd(), command)).isEqualTo(ErrorCode.USER_EXISTS);
    }

    @Test
    void aUserIsRefusedThatCouldNotBeTold() {
        assertThat(messaging.refusal(backEnd(), new CreateUser("US" + "0".repeat(32), null, null, null)))
                .isEqualTo(ErrorCode.IDENTITY_LIKE_SID);
        assertThat(messaging.refusal(backEnd(), new CreateUser("", null, null, null)))
                .isEqualTo(ErrorCode.IDENTITY_INVALID);
        assertThat(messaging.refusal(backEnd(), new CreateUser(who, role(RoleType.CHANNEL), null, null)))
                .isEqualTo(ErrorCode.SERVICE_ROLE_UNKNOWN);
        assertThat(messaging.refusal(client("ann"), new CreateUser(who, null, null, null)))
                .isEqualTo(ErrorCode.CHAT_FORBIDDEN);
    }

    @Test
    void aRoleIsChangedByBackEndsAlone() {
        messaging.ask(backEnd(), new CreateUser(who, null, null, null));
        String role = role(RoleType.DEPLOYMENT);

        UserState updated = messaging.ask(backEnd(), new UpdateUser(who, "name", null, role));

        assertThat(updated.roleSid()).isEqualTo(role);
        assertThat(updated.friendlyName()).isEqualTo("name");
        assertThat(updated.createdMillis()).isPositive();
        assertThat(messaging.refusal(client(who), new UpdateUser(who, null, null, role)))
                .isEqualTo(ErrorCode.CHAT_FORBIDDEN);
    }

    @Test
    void everyUserIsListedOnceHoweverItCame() {
        List<String> identities =
                new ArrayList<>(IntStream.range(0, 7).mapToObj(i -> who + i).toList());
        identities.forEach(identity -> messaging.ask(backEnd(), new CreateUser(identity, null, null, null)));
        identities.add(who + "opened");
        messaging.ask(client(who + "opened"), new OpenMessaging(null));
        identities.add(who + "added");
        messaging.channelOf(PRIVATE, "maker", who + "added");

        for (int size : List.of(2, 100)) {
            assertThat(all(size)).containsAll(identities).doesNotHaveDuplicates();
        }
        assertThat(messaging.refusal(client("ann"), new ListUsers(null, 1))).isEqualTo(ErrorCode.CHAT_FORBIDDEN);
    }

    @Test
    void joinedChannelsAreCountedAndNoOthers() {
        messaging.channelOf(PRIVATE, "maker", who);
        messaging.channelOf(PRIVATE, "maker", who);
        ChannelSid other = messaging.channelOf(PRIVATE, "maker").sid();
        messaging.ask(backEnd(), new InviteMember(other, who));

        assertThat(messaging.ask(backEnd(), new ReadUser(who)).joinedChannels()).isEqualTo(2);
        assertThat(messaging.ask(client("ann"), new ReadUser(who)).joinedChannels())
                .isNull();
    }

    @Test
    void aRemovedUserIsNowhereAndMayComeBackAsNew() {
        ChannelSid joined = messaging.channelOf(PRIVATE, "maker", who).sid();
        ChannelSid invited = messaging.channelOf(PRIVATE, "maker").sid();
        messaging.ask(backEnd(), new InviteMember(invited, who));
        messaging.ask(backEnd(), new UpdateUser(who, "name", null));

        messaging.ask(backEnd(), new DeleteUser(who));

        assertThat(messaging.refusal(backEnd(), new ReadUser(who))).isEqualTo(ErrorCode.USER_NOT_FOUND);
        assertThat(messaging.refusal(backEnd(), new DeleteUser(who))).isEqualTo(ErrorCode.USER_NOT_FOUND);
        assertThat(messaging.refusal(backEnd(), new ReadMember(joined, who))).isEqualTo(ErrorCode.MEMBER_NOT_FOUND);
        assertThat(messaging
                        .ask(backEnd(), new ListInvitations(invited, List.of(), null, 10))
                        .invitations())
                .isEmpty();
        assertThat(all(100)).doesNotContain(who);

        messaging.ask(backEnd(), new AddMember(joined, who));
        assertThat(messaging.ask(backEnd(), new ReadUser(who)).friendlyName()).isNull();
        assertThat(messaging.ask(client(who), new ListMemberships(null, 10)).memberships())
                .hasSize(1);
        assertThat(messaging.items(UserSid.of(MessagingRig.SERVICE, who).channels()))
                .containsOnlyKeys(joined.value());
        assertThat(all(100)).containsOnlyOnce(who);
    }

    @Test
    void aServiceIsErasedWithAllItsChannelsAndUsers() {
        String service = "IS" + "e".repeat(32);
        MessagingRig.await(
                messaging.onLoop(() -> messaging.store().tenants().create(MessagingRig.ACCOUNT, service, null)));
        Caller there = Caller.backEnd(MessagingRig.ACCOUNT, service);
        for (int i = 0; i < 25; i++) {
            ChannelSid channel = messaging
                    .ask(there, new CreateChannel(PRIVATE, "name " + i, null, null))
                    .sid();
            messaging.ask(there, new AddMember(channel, who + i));
        }

        messaging.ask(there, new EraseMessaging());

        assertThat(messaging.ask(there, new ListChannels(null, null, 100)).channels())
                .isEmpty();
        assertThat(messaging.ask(there, new ListUsers(null, 100)).users()).isEmpty();
        assertThat(messaging.refusal(there, new ReadChannel("name 7"))).isEqualTo(ErrorCode.CHANNEL_NOT_FOUND);
    }

    @Test
    void whatADeadInstanceLeftOfANewUserIsDerivedByTheSweep() {
        UserSid user = UserSid.of(MessagingRig.SERVICE, who);
        messaging.ask(backEnd(), new CreateUser(who, null, null, null));
        Partition partition = Partition.of(user.profile());
        String index = Partition.of(PublicChannels.of(MessagingRig.SERVICE)).prefix() + "index:" + MessagingRig.SERVICE
                + ":users";
        send(
                Partition.of(PublicChannels.of(MessagingRig.SERVICE)),
                Request.cmd(Command.ZREM).arg(index).arg(user.value()));
        assertThat(all(100)).doesNotContain(who);

        send(
                partition,
                Request.cmd(Command.ZADD)
                        .arg(partition.prefix() + "pending")
                        .arg(1)
                        .arg("user\0" + user));

        MessagingRig.eventually(() -> all(100).contains(who));
    }

    private void send(Partition partition, Request request) {
        MessagingRig.await(messaging.onLoop(() -> messaging.store().scripts().send(partition.number(), request)));
    }

    private List<String> all(int size) {
        List<String> identities = new ArrayList<>();
        String from = null;
        do {
            UserPage page = messaging.ask(backEnd(), new ListUsers(from, size));
            page.users().forEach(user -> identities.add(user.identity()));
            from = page.next();
        } while (from != null);
        return identities;
    }

    private String role(RoleType type) {
        return messaging
                .ask(backEnd(), new CreateRole("role", type, Set.of(RolePermission.JOIN_CHANNEL)))
                .sid();
    }
}
