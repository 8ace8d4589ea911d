package dev.chorus.messaging.member;

import dev.chorus.contract.access.Caller;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.member.InvitationState;
import dev.chorus.contract.member.MemberState;
import dev.chorus.messaging.channel.ChannelStore;
import dev.chorus.messaging.role.CallerRights;
import dev.chorus.messaging.script.MessagingScripts;
import dev.chorus.store.script.RedisScript;
import dev.chorus.store.script.ScriptArguments;
import dev.chorus.store.script.ScriptReply;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who belongs to a channel or is invited to it, as it is now. */
public final class RosterStore {
    private static final RedisScript MEMBERS = RedisScript.load("member/read_members");
    private static final RedisScript INVITATIONS = RedisScript.load("member/read_invitations");

    private final MessagingScripts scripts;

    /** A store that runs its scripts here. */
    public RosterStore(MessagingScripts scripts) {
        this.scripts = scripts;
    }

    /** Reads members by identity or sid, or where none are named, a page of all behind a member. */
    Future<List<MemberState>> members(
            Caller caller,
            CallerRights rights,
            ChannelSid channel,
            List<String> whom,
            @Nullable String after,
            int limit) {
        ScriptArguments arguments = new ScriptArguments()
                .key(MessagingScripts.keyOf(channel))
                .add(scripts.pack(ChannelStore.call(caller)))
                .add(rights.pack())
                .add(after)
                .add(limit);
        whom.forEach(arguments::add);
        return scripts.run(MEMBERS, MessagingScripts.partitionOf(channel), arguments)
                .map(reply -> {
                    List<MemberState> members = new ArrayList<>();
                    for (int i = 1; i + 1 < reply.size(); i += 2) {
                        members.add(MemberStore.state(channel, reply.text(i), reply.bytes(i + 1)));
                    }
                    return members;
                });
    }

    /** Reads invitations by identity or sid, or where none are named, a page of all behind an invitation. */
    Future<List<InvitationState>> invitations(
            Caller caller, ChannelSid channel, List<String> whose, @Nullable String after, int limit) {
        ScriptArguments arguments = new ScriptArguments()
                .key(MessagingScripts.keyOf(channel))
                .add(scripts.pack(ChannelStore.call(caller)))
                .add(after)
                .add(limit);
        whose.forEach(arguments::add);
        return scripts.run(INVITATIONS, MessagingScripts.partitionOf(channel), arguments)
                .map(reply -> {
                    List<InvitationState> invitations = new ArrayList<>();
                    for (int i = 1; i < reply.size(); i++) {
                        invitations.add(invitation(channel, reply.list(i)));
                    }
                    return invitations;
                });
    }

    private static InvitationState invitation(ChannelSid channel, ScriptReply reply) {
        return new InvitationState(
                reply.text(0), channel, reply.text(1), reply.text(2), reply.text(4), Long.parseLong(reply.text(3)));
    }
}
