package dev.chorus.messaging.member;

import dev.chorus.contract.access.Caller;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.member.InvitationPage;
import dev.chorus.contract.member.InvitationState;
import dev.chorus.contract.member.ListInvitations;
import dev.chorus.contract.member.ListMembers;
import dev.chorus.contract.member.MemberPage;
import dev.chorus.contract.member.MemberState;
import dev.chorus.contract.member.ReadInvitation;
import dev.chorus.contract.member.ReadMember;
import dev.chorus.messaging.input.MessagingInput;
import dev.chorus.messaging.role.RoleDirectory;
import dev.chorus.service.command.CommandTable;
import dev.chorus.store.Outcome;
import io.vertx.core.Future;
import java.util.List;

/** Answers who belongs to a channel or is invited to it. */
public final class RosterHandlers {
    private static final int LIMIT = 100;

    private final RoleDirectory roles;
    private final RosterStore roster;

    /** Handlers over these parts. */
    public RosterHandlers(RoleDirectory roles, RosterStore roster) {
        this.roles = roles;
        this.roster = roster;
    }

    /** Adds them to the table. */
    public void register(CommandTable table) {
        table.on(ListMembers.class, "member.list", this::listMembers)
                .on(ReadMember.class, "member.read", this::readMember)
                .on(ListInvitations.class, "invitation.list", this::listInvitations)
                .on(ReadInvitation.class, "invitation.read", this::readInvitation);
    }

    private Future<Outcome<MemberPage>> listMembers(Caller caller, ListMembers command) {
        int size = size(command.limit());
        return roles.rights(caller)
                .compose(rights -> roster.members(
                        caller, rights, command.channel(), command.identities(), command.from(), size + 1))
                .map(found -> Outcome.of(
                        found.size() <= size || !command.identities().isEmpty()
                                ? new MemberPage(found, null)
                                : new MemberPage(
                                        found.subList(0, size),
                                        found.get(size - 1).sid())));
    }

    private Future<Outcome<MemberState>> readMember(Caller caller, ReadMember command) {
        return roles.rights(caller)
                .compose(
                        rights -> roster.members(caller, rights, command.channel(), List.of(command.member()), null, 1))
                .compose(found -> found.isEmpty()
                        ? Future.failedFuture(new RequestFailedException(ErrorCode.MEMBER_NOT_FOUND))
                        : Future.succeededFuture(Outcome.of(found.get(0))));
    }

    private Future<Outcome<InvitationPage>> listInvitations(Caller caller, ListInvitations command) {
        MessagingInput.onlyBackEnd(caller);
        boolean some = !command.identities().isEmpty();
        int size = size(command.limit());
        return roster.invitations(
                        caller,
                        command.channel(),
                        command.identities(),
                        some ? null : command.from(),
                        some ? command.identities().size() : size + 1)
                .map(found -> Outcome.of(
                        found.size() <= size || some
                                ? new InvitationPage(found, null)
                                : new InvitationPage(
                                        found.subList(0, size),
                                        found.get(size - 1).sid())));
    }

    private Future<Outcome<InvitationState>> readInvitation(Caller caller, ReadInvitation command) {
        MessagingInput.onlyBackEnd(caller);
        return roster.invitations(caller, command.channel(), List.of(command.invitation()), null, 1)
                .compose(found -> found.isEmpty()
                        ? Future.failedFuture(new RequestFailedException(ErrorCode.INVITATION_NOT_FOUND))
                        : Future.succeededFuture(Outcome.of(found.get(0))));
    }

    private static int size(int limit) {
        return Math.max(1, Math.min(LIMIT, limit));
    }
}
