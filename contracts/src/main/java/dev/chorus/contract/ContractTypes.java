package dev.chorus.contract;

import dev.chorus.contract.access.AccessCommand;
import dev.chorus.contract.access.ApiKey;
import dev.chorus.contract.access.CredentialPage;
import dev.chorus.contract.access.CredentialState;
import dev.chorus.contract.access.KeysRevoked;
import dev.chorus.contract.access.LeaseRenewed;
import dev.chorus.contract.access.ServicePage;
import dev.chorus.contract.access.ServiceSettings;
import dev.chorus.contract.change.Delivery;
import dev.chorus.contract.change.LinkBeat;
import dev.chorus.contract.channel.ChannelCommand;
import dev.chorus.contract.channel.ChannelPage;
import dev.chorus.contract.channel.ChannelState;
import dev.chorus.contract.event.ChannelEvent;
import dev.chorus.contract.event.MemberEvent;
import dev.chorus.contract.event.MessageEvent;
import dev.chorus.contract.item.ItemCommand;
import dev.chorus.contract.item.ItemPage;
import dev.chorus.contract.item.ItemState;
import dev.chorus.contract.member.InvitationPage;
import dev.chorus.contract.member.InvitationState;
import dev.chorus.contract.member.MemberCommand;
import dev.chorus.contract.member.MemberPage;
import dev.chorus.contract.member.MemberState;
import dev.chorus.contract.member.MembershipPage;
import dev.chorus.contract.member.MembershipState;
import dev.chorus.contract.message.MessageCommand;
import dev.chorus.contract.message.MessagePage;
import dev.chorus.contract.message.MessageState;
import dev.chorus.contract.object.ObjectCommand;
import dev.chorus.contract.object.ObjectPage;
import dev.chorus.contract.object.ObjectState;
import dev.chorus.contract.permission.Permission;
import dev.chorus.contract.permission.PermissionCommand;
import dev.chorus.contract.permission.PermissionList;
import dev.chorus.contract.role.MessagingSettings;
import dev.chorus.contract.role.RoleCommand;
import dev.chorus.contract.role.RoleList;
import dev.chorus.contract.role.RoleState;
import dev.chorus.contract.session.AskedOverHttp;
import dev.chorus.contract.session.ConnectionsAsked;
import dev.chorus.contract.session.ConnectionsFound;
import dev.chorus.contract.session.SessionCommand;
import dev.chorus.contract.session.SocketReady;
import dev.chorus.contract.stream.PublishedMessage;
import dev.chorus.contract.stream.StreamCommand;
import dev.chorus.contract.subscription.Changes;
import dev.chorus.contract.subscription.SubscriptionCommand;
import dev.chorus.contract.user.MessagingProfile;
import dev.chorus.contract.user.TypingStarted;
import dev.chorus.contract.user.UserCommand;
import dev.chorus.contract.user.UserPage;
import dev.chorus.contract.user.UserState;
import dev.chorus.contract.webhook.DeliveryList;
import dev.chorus.contract.webhook.DeliveryState;
import dev.chorus.contract.webhook.WebhookCommand;
import dev.chorus.contract.webhook.WebhookList;
import dev.chorus.contract.webhook.WebhookState;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Every record that may cross the event bus on its own. Nothing else is ever decoded from it. */
public final class ContractTypes {
    private static final List<Class<?>> COMMAND_GROUPS = List.of(
            AccessCommand.class,
            ObjectCommand.class,
            ItemCommand.class,
            StreamCommand.class,
            PermissionCommand.class,
            SubscriptionCommand.class,
            ChannelCommand.class,
            MemberCommand.class,
            MessageCommand.class,
            UserCommand.class,
            RoleCommand.class,
            SessionCommand.class,
            WebhookCommand.class);

    private static final List<Class<?>> MESSAGES = List.of(
            Request.class,
            Done.class,
            ApiKey.class,
            ServiceSettings.class,
            LeaseRenewed.class,
            ServicePage.class,
            ObjectState.class,
            ObjectPage.class,
            ItemState.class,
            ItemPage.class,
            PublishedMessage.class,
            Permission.class,
            PermissionList.class,
            Changes.class,
            ChannelState.class,
            ChannelPage.class,
            MemberState.class,
            MemberPage.class,
            InvitationState.class,
            InvitationPage.class,
            MembershipState.class,
            MembershipPage.class,
            MessageState.class,
            MessagePage.class,
            UserState.class,
            UserPage.class,
            MessagingProfile.class,
            TypingStarted.class,
            RoleState.class,
            RoleList.class,
            MessagingSettings.class,
            WebhookState.class,
            WebhookList.class,
            DeliveryState.class,
            DeliveryList.class,
            CredentialState.class,
            CredentialPage.class,
            KeysRevoked.class,
            ConnectionsAsked.class,
            ConnectionsFound.class,
            SocketReady.class,
            AskedOverHttp.class,
            ChannelEvent.class,
            MemberEvent.class,
            MessageEvent.class,
            Delivery.class,
            LinkBeat.class);

    private ContractTypes() {}

    /** The commands of all features, one record each. */
    public static List<Class<?>> commands() {
        return COMMAND_GROUPS.stream()
                .flatMap(group -> Arrays.stream(group.getPermittedSubclasses()))
                .toList();
    }

    /** Commands, replies, deliveries and events: every type that a message body may have. */
    public static List<Class<?>> all() {
        return Stream.concat(MESSAGES.stream(), commands().stream()).toList();
    }
}
