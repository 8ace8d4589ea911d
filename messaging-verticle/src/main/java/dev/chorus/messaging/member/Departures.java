package dev.chorus.messaging.member;

import dev.chorus.contract.access.Caller;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.member.MembershipPage;
import dev.chorus.contract.member.MembershipState;
import dev.chorus.contract.member.MembershipStatus;
import dev.chorus.messaging.event.ChannelEvents;
import dev.chorus.messaging.projection.Projections;
import dev.chorus.messaging.role.CallerRights;
import dev.chorus.messaging.role.RoleDirectory;
import dev.chorus.messaging.user.UserChannels;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Ends whatever one user has to do with channels. */
public final class Departures implements UserChannels {
    private static final int AT_ONCE = 50;

    private final RoleDirectory roles;
    private final MemberStore members;
    private final Memberships memberships;
    private final Projections projections;
    private final ChannelEvents events;

    /** Departures over these parts. */
    public Departures(
            RoleDirectory roles,
            MemberStore members,
            Memberships memberships,
            Projections projections,
            ChannelEvents events) {
        this.roles = roles;
        this.members = members;
        this.memberships = memberships;
        this.projections = projections;
        this.events = events;
    }

    @Override
    public Future<Void> leaveAll(Caller backEnd, String identity) {
        return roles.rights(backEnd).compose(rights -> leaveFrom(backEnd, rights, identity, null));
    }

    private Future<Void> leaveFrom(Caller backEnd, CallerRights rights, String identity, @Nullable String from) {
        return memberships
                .page(as(backEnd, identity), from, AT_ONCE)
                .compose(page -> leave(backEnd, rights, identity, page).compose(left -> {
                    String next = page.next();
                    return next == null ? Future.succeededFuture() : leaveFrom(backEnd, rights, identity, next);
                }));
    }

    private Future<Void> leave(Caller backEnd, CallerRights rights, String identity, MembershipPage page) {
        Future<Void> done = Future.succeededFuture();
        for (MembershipState membership : page.memberships()) {
            ChannelSid channel = membership.channel().sid();
            MembershipStatus status = membership.status();
            // One after the other: the user may be in many channels, and this may not take the service for itself.
            done = done.compose(before -> switch (status) {
                case JOINED ->
                    members.remove(backEnd, rights, channel, identity)
                            .onSuccess(left -> events.left(backEnd, left.result()))
                            .compose(left -> projections.follow(backEnd, left));
                case INVITED ->
                    members.removeInvitation(backEnd, rights, channel, identity)
                            .compose(left -> projections.follow(backEnd, left));
                case NOT_PARTICIPATING -> Future.succeededFuture();
            });
        }
        return done;
    }

    private static Caller as(Caller backEnd, String identity) {
        return new Caller(backEnd.accountSid(), backEnd.serviceSid(), identity, true, "", 0, null);
    }
}
