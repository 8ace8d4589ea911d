package dev.chorus.messaging.member;

import dev.chorus.contract.Done;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.member.AddMember;
import dev.chorus.contract.member.Horizon;
import dev.chorus.contract.member.InvitationState;
import dev.chorus.contract.member.InviteMember;
import dev.chorus.contract.member.ListMemberships;
import dev.chorus.contract.member.MemberState;
import dev.chorus.contract.member.MembershipPage;
import dev.chorus.contract.member.MembershipState;
import dev.chorus.contract.member.NotificationLevel;
import dev.chorus.contract.member.ReadMembership;
import dev.chorus.contract.member.RemoveInvitation;
import dev.chorus.contract.member.RemoveMember;
import dev.chorus.contract.member.SetConsumptionHorizon;
import dev.chorus.contract.member.SetNotificationLevel;
import dev.chorus.contract.member.UpdateMember;
import dev.chorus.contract.role.RoleType;
import dev.chorus.contract.value.Origin;
import dev.chorus.messaging.channel.ChannelChange;
import dev.chorus.messaging.event.ChannelEvents;
import dev.chorus.messaging.input.MessagingInput;
import dev.chorus.messaging.projection.Projections;
import dev.chorus.messaging.role.CallerRights;
import dev.chorus.messaging.role.RoleDirectory;
import dev.chorus.messaging.user.UserStore;
import dev.chorus.service.command.CommandTable;
import dev.chorus.store.Outcome;
import io.vertx.core.Future;

/** Answers commands about who belongs to a channel. */
public final class MemberHandlers {
    private final RoleDirectory roles;
    private final UserStore users;
    private final MemberStore members;
    private final Memberships memberships;
    private final Projections projections;
    private final ChannelEvents events;

    /** Handlers over these parts. */
    public MemberHandlers(
            RoleDirectory roles,
            UserStore users,
            MemberStore members,
            Memberships memberships,
            Projections projections,
            ChannelEvents events) {
        this.roles = roles;
        this.users = users;
        this.members = members;
        this.memberships = memberships;
        this.projections = projections;
        this.events = events;
    }

    /** Adds them to the table. */
    public void register(CommandTable table) {
        table.on(AddMember.class, "member.add", this::add)
                .on(RemoveMember.class, "member.remove", this::remove)
                .on(InviteMember.class, "member.invite", this::invite)
                .on(RemoveInvitation.class, "member.uninvite", this::removeInvitation)
                .on(UpdateMember.class, "member.update", this::update)
                .on(ListMemberships.class, "membership.list", this::list)
                .on(ReadMembership.class, "membership.read", this::read)
                .on(SetConsumptionHorizon.class, "membership.horizon", this::setHorizon)
                .on(SetNotificationLevel.class, "membership.level", this::setLevel);
    }

    private Future<Outcome<MemberState>> add(Caller caller, AddMember command) {
        String identity = MessagingInput.identity(command.identity());
        String attributes = MessagingInput.attributes(command.attributes());
        Horizon horizon = MessagingInput.horizon(caller, command.horizon());
        Origin origin = MessagingInput.origin(caller, command.origin());
        return roles.named(caller, command.roleSid(), RoleType.CHANNEL, ErrorCode.CHANNEL_ROLE_UNKNOWN)
                .map(role -> new NewMember(command.channel(), identity, role, attributes, horizon, origin))
                .compose(member -> roles.rights(caller)
                        .compose(rights -> ensure(caller, rights, command.channel(), identity)
                                .compose(user -> checkRoom(caller, rights, command.channel(), identity))
                                .compose(room -> members.add(caller, rights, member))))
                .onSuccess(added -> events.joined(caller, added.result()))
                .compose(added -> projections.follow(caller, added).map(done -> Outcome.of(added.result())));
    }

    private Future<Outcome<Done>> remove(Caller caller, RemoveMember command) {
        return roles.rights(caller)
                .compose(rights -> members.remove(caller, rights, command.channel(), command.member()))
                .onSuccess(removed -> events.left(caller, removed.result()))
                .compose(removed -> follow(caller, removed));
    }

    private Future<Outcome<InvitationState>> invite(Caller caller, InviteMember command) {
        String identity = MessagingInput.identity(command.identity());
        return roles.named(caller, command.roleSid(), RoleType.CHANNEL, ErrorCode.CHANNEL_ROLE_UNKNOWN)
                .compose(role -> roles.rights(caller)
                        .compose(rights -> ensure(caller, rights, command.channel(), identity)
                                .compose(user -> members.invite(caller, rights, command.channel(), identity, role))))
                .compose(invited -> projections.follow(caller, invited).map(done -> Outcome.of(invited.result())));
    }

    private Future<Outcome<Done>> removeInvitation(Caller caller, RemoveInvitation command) {
        return roles.rights(caller)
                .compose(rights -> members.removeInvitation(caller, rights, command.channel(), command.identity()))
                .compose(removed -> follow(caller, removed));
    }

    private Future<Outcome<MemberState>> update(Caller caller, UpdateMember command) {
        String attributes = MessagingInput.attributes(command.attributes());
        Horizon horizon = MessagingInput.horizon(caller, command.horizon());
        Origin origin = MessagingInput.origin(caller, command.origin());
        return roles.named(caller, command.roleSid(), RoleType.CHANNEL, ErrorCode.CHANNEL_ROLE_UNKNOWN)
                .map(role -> new MemberUpdate(attributes, role, horizon, origin))
                .compose(changes -> roles.rights(caller)
                        .compose(
                                rights -> members.update(caller, rights, command.channel(), command.member(), changes)))
                .compose(updated -> projections.follow(caller, updated).map(done -> Outcome.of(updated.result())));
    }

    private Future<Outcome<MembershipPage>> list(Caller caller, ListMemberships command) {
        return memberships.page(caller, command.from(), command.limit()).map(Outcome::of);
    }

    private Future<Outcome<MembershipState>> read(Caller caller, ReadMembership command) {
        return memberships.read(caller, command.channel()).map(Outcome::of);
    }

    private Future<Outcome<MembershipState>> setHorizon(Caller caller, SetConsumptionHorizon command) {
        Long index = command.lastConsumedMessageIndex();
        if (index != null && index < 0) {
            return Future.failedFuture(new RequestFailedException(ErrorCode.BAD_REQUEST));
        }
        return roles.rights(caller)
                .compose(rights -> members.setHorizon(caller, rights, command.channel(), index))
                .compose(set -> followAndRead(caller, command.channel(), set));
    }

    private Future<Outcome<MembershipState>> setLevel(Caller caller, SetNotificationLevel command) {
        boolean muted = command.level() == NotificationLevel.MUTED;
        return roles.rights(caller)
                .compose(rights -> members.setLevel(caller, rights, command.channel(), muted))
                .compose(set -> followAndRead(caller, command.channel(), set));
    }

    private Future<Outcome<MembershipState>> followAndRead(Caller caller, ChannelSid channel, ChannelChange<?> change) {
        return projections
                .follow(caller, change)
                .compose(done -> memberships.read(caller, channel))
                .map(Outcome::of);
    }

    private Future<Outcome<Done>> follow(Caller caller, ChannelChange<?> change) {
        return projections.follow(caller, change).map(done -> Outcome.of(Done.DONE));
    }

    private Future<String> ensure(Caller caller, CallerRights rights, ChannelSid channel, String identity) {
        // A back end may misspell a channel; that makes no users.
        Future<Void> there = caller.backEnd() ? memberships.requireChannel(caller, channel) : Future.succeededFuture();
        return there.compose(
                found -> users.ensure(caller, identity, rights.settings().serviceRoleSid()));
    }

    private Future<Void> checkRoom(Caller caller, CallerRights rights, ChannelSid channel, String identity) {
        return memberships
                .othersOf(caller, identity, channel)
                .compose(count -> count < rights.settings().userChannels()
                        ? Future.succeededFuture()
                        : Future.failedFuture(new RequestFailedException(ErrorCode.USER_CHANNELS_FULL)));
    }
}
