package dev.chorus.messaging.member;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chorus.contract.Done;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.member.Horizon;
import dev.chorus.contract.member.InvitationState;
import dev.chorus.contract.member.MemberState;
import dev.chorus.contract.role.MessagingSettings;
import dev.chorus.contract.role.RolePermission;
import dev.chorus.contract.user.UserSid;
import dev.chorus.messaging.channel.ChannelChange;
import dev.chorus.messaging.channel.ChannelStore;
import dev.chorus.messaging.role.CallerRights;
import dev.chorus.messaging.script.MessagingScripts;
import dev.chorus.messaging.script.StoredJson;
import dev.chorus.messaging.script.Tellings;
import dev.chorus.store.key.ObjectKeys;
import dev.chorus.store.script.RedisScript;
import dev.chorus.store.script.ScriptArguments;
import dev.chorus.store.script.ScriptReply;
import io.vertx.core.Future;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of channels. What a script changes is told to those who follow it before the caller hears of it. */
public final class MemberStore {
    private static final RedisScript ADD = RedisScript.load("member/add_member");
    private static final RedisScript REMOVE = RedisScript.load("member/remove_member");
    private static final RedisScript INVITE = RedisScript.load("member/invite_member");
    private static final RedisScript UPDATE = RedisScript.load("member/update_member");
    private static final String JOINED = "J";
    private static final String INVITED = "I";

    private final MessagingScripts scripts;
    private final Tellings tellings;

    /** A store that runs its scripts here and tells their changes. */
    public MemberStore(MessagingScripts scripts, Tellings tellings) {
        this.scripts = scripts;
        this.tellings = tellings;
    }

    Future<ChannelChange<MemberState>> add(Caller caller, CallerRights rights, NewMember member) {
        ChannelSid channel = member.channel();
        String identity = member.identity();
        MessagingSettings settings = rights.settings();
        boolean joins = identity.equals(caller.identity()) && !caller.backEnd();
        RolePermission needed = joins ? RolePermission.JOIN_CHANNEL : RolePermission.ADD_MEMBER;
        ScriptArguments arguments = new ScriptArguments()
                .key(MessagingScripts.keyOf(channel))
                .key(record(caller, channel))
                .add(scripts.pack(ChannelStore.call(caller)))
                .add(rights.pack())
                .add(needed.bit())
                .add(identity)
                .add(OrderedSid.of("MB"))
                .add(settings.channelRoleSid() + settings.channelCreatorRoleSid())
                .add(UserSid.of(caller.serviceSid(), identity).value())
                .add(settings.channelMembers())
                .add(member.roleSid())
                .add(member.attributes())
                .add(StoredJson.date(member.origin().createdMillis()))
                .add(StoredJson.date(member.origin().updatedMillis()));
        Horizon horizon = member.horizon();
        Long index = horizon == null ? null : horizon.messageIndex();
        String consumed = horizon == null || index == null ? null : StoredJson.date(dateOf(horizon));
        arguments.add(index).add(consumed);
        return run(ADD, channel, arguments)
                .map(reply -> new ChannelChange<>(
                        channel,
                        state(channel, reply.text(4), reply.bytes(5)),
                        reply.number(1),
                        reply.list(2).textsFrom(0)));
    }

    Future<ChannelChange<MemberState>> remove(Caller caller, CallerRights rights, ChannelSid channel, String member) {
        return end(caller, rights, channel, member, RolePermission.REMOVE_MEMBER, JOINED)
                .map(reply -> new ChannelChange<>(
                        channel,
                        state(channel, reply.text(5), reply.bytes(6)),
                        reply.number(1),
                        reply.list(2).textsFrom(0)));
    }

    Future<ChannelChange<InvitationState>> invite(
            Caller caller, CallerRights rights, ChannelSid channel, String identity, @Nullable String roleSid) {
        String role = roleSid == null ? rights.settings().channelRoleSid() : roleSid;
        ScriptArguments arguments = new ScriptArguments()
                .key(MessagingScripts.keyOf(channel))
                .key(record(caller, channel))
                .add(scripts.pack(ChannelStore.call(caller)))
                .add(rights.pack())
                .add(RolePermission.INVITE_MEMBER.bit())
                .add(identity)
                .add(OrderedSid.of("IN"))
                .add(role);
        return run(INVITE, channel, arguments)
                .map(reply -> pendingOf(channel, reply)
                        .with(new InvitationState(
                                reply.text(5), channel, identity, role, caller.identity(), reply.number(4))));
    }

    Future<ChannelChange<Done>> removeInvitation(
            Caller caller, CallerRights rights, ChannelSid channel, String identity) {
        return end(caller, rights, channel, identity, RolePermission.INVITE_MEMBER, INVITED)
                .map(reply -> pendingOf(channel, reply));
    }

    Future<ChannelChange<MemberState>> update(
            Caller caller, CallerRights rights, ChannelSid channel, String member, MemberUpdate changes) {
        return update(caller, rights, channel, member, RolePermission.EDIT_ANY_MEMBER_ATTRIBUTES, changes.values());
    }

    Future<ChannelChange<MemberState>> setHorizon(
            Caller caller, CallerRights rights, ChannelSid channel, @Nullable Long index) {
        String value = index == null ? "" : index.toString();
        return update(
                caller, rights, channel, caller.identity(), RolePermission.SEND_MESSAGE, Map.of("horizon", value));
    }

    Future<ChannelChange<MemberState>> setLevel(Caller caller, CallerRights rights, ChannelSid channel, boolean muted) {
        String value = muted ? "m" : "d";
        return update(caller, rights, channel, caller.identity(), RolePermission.SEND_MESSAGE, Map.of("level", value));
    }

    private Future<ChannelChange<MemberState>> update(
            Caller caller,
            CallerRights rights,
            ChannelSid channel,
            String member,
            RolePermission forOthers,
            Map<String, String> values) {
        ScriptArguments arguments = new ScriptArguments()
                .key(MessagingScripts.keyOf(channel))
                .add(scripts.pack(ChannelStore.call(caller)))
                .add(rights.pack())
                .add(forOthers.bit())
                .add(member);
        values.forEach((field, value) -> arguments.add(field).add(value));
        return run(UPDATE, channel, arguments)
                .map(reply -> new ChannelChange<>(
                        channel,
                        state(channel, reply.text(4), reply.bytes(5)),
                        reply.number(1),
                        reply.list(2).textsFrom(0)));
    }

    private Future<ScriptReply> end(
            Caller caller,
            CallerRights rights,
            ChannelSid channel,
            String member,
            RolePermission forOthers,
            String status) {
        ScriptArguments arguments = new ScriptArguments()
                .key(MessagingScripts.keyOf(channel))
                .key(record(caller, channel))
                .add(scripts.pack(ChannelStore.call(caller)))
                .add(rights.pack())
                .add(forOthers.bit())
                .add(RolePermission.LEAVE_CHANNEL.bit())
                .add(member)
                .add(status);
        return run(REMOVE, channel, arguments);
    }

    private Future<ScriptReply> run(RedisScript script, ChannelSid channel, ScriptArguments arguments) {
        return scripts.run(script, MessagingScripts.partitionOf(channel), arguments)
                .onSuccess(reply -> tellings.tell(reply.list(3)));
    }

    /** Where it is kept what a request did, so that its repetition does nothing; nowhere without a request id. */
    private static @Nullable String record(Caller caller, ChannelSid channel) {
        return ObjectKeys.of(channel.roster()).request(caller.serviceSid(), caller.identity(), caller.requestId());
    }

    private static ChannelChange<Done> pendingOf(ChannelSid channel, ScriptReply reply) {
        return new ChannelChange<>(
                channel, Done.DONE, reply.number(1), reply.list(2).textsFrom(0));
    }

    /** When a horizon was set. */
    static long dateOf(Horizon horizon) {
        Long millis = horizon.setMillis();
        return millis == null ? System.currentTimeMillis() : millis;
    }

    static MemberState state(ChannelSid channel, String sid, byte[] stored) {
        JsonNode record = StoredJson.parse(stored);
        return new MemberState(
                sid,
                channel,
                StoredJson.text(record, "identity"),
                StoredJson.text(record, "roleSid"),
                StoredJson.text(record, "attributes"),
                StoredJson.millis(record, "dateCreated"),
                StoredJson.millis(record, "dateUpdated"),
                StoredJson.numberOrNull(record, "lastConsumedMessageIndex"),
                StoredJson.millisOrNull(record, "lastConsumptionTimestamp"));
    }
}
