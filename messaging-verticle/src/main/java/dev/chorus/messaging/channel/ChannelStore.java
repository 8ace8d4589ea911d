package dev.chorus.messaging.channel;

import dev.chorus.contract.access.Caller;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.channel.ChannelState;
import dev.chorus.contract.channel.ChannelType;
import dev.chorus.contract.role.RolePermission;
import dev.chorus.contract.value.Origin;
import dev.chorus.messaging.role.CallerRights;
import dev.chorus.messaging.script.MessagingScripts;
import dev.chorus.messaging.script.StoredJson;
import dev.chorus.messaging.script.Tellings;
import dev.chorus.store.key.NewSid;
import dev.chorus.store.key.ObjectKeys;
import dev.chorus.store.key.Partition;
import dev.chorus.store.script.RedisScript;
import dev.chorus.store.script.ScriptArguments;
import dev.chorus.store.script.ScriptCall;
import dev.chorus.store.script.ScriptReply;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Channels as wholes. What a script changes is told to those who follow it before the caller hears of it. */
public final class ChannelStore {
    private static final RedisScript CREATE = RedisScript.load("channel/create_channel");
    private static final RedisScript UPDATE = RedisScript.load("channel/update_channel");
    private static final RedisScript DELETE = RedisScript.load("channel/delete_channel");
    private static final RedisScript READ = RedisScript.load("channel/read_channels");

    private final MessagingScripts scripts;
    private final Tellings tellings;

    /** A store that runs its scripts here and tells their changes. */
    public ChannelStore(MessagingScripts scripts, Tellings tellings) {
        this.scripts = scripts;
        this.tellings = tellings;
    }

    /** A call on the caller's behalf. Changes of channels carry no connection: every socket is told them as events. */
    public static ScriptCall call(Caller caller) {
        return new ScriptCall(
                        caller.serviceSid(),
                        caller.identity(),
                        "",
                        0,
                        caller.requestId(),
                        ScriptCall.access(0, false, caller.backEnd()))
                .told(caller.told());
    }

    /** Makes a channel; the name, if any, is claimed for it already. */
    public Future<ChannelChange<ChannelState>> create(
            Caller caller,
            ChannelSid channel,
            ChannelType type,
            @Nullable String uniqueName,
            @Nullable String friendlyName,
            String attributes,
            Origin origin) {
        ScriptArguments arguments = new ScriptArguments()
                .key(MessagingScripts.keyOf(channel))
                .add(scripts.pack(call(caller)))
                .add(caller.accountSid())
                .add(type.word())
                .add(uniqueName)
                .add(friendlyName)
                .add(attributes)
                .add(NewSid.creation(caller.serviceSid(), caller.identity(), caller.requestId()))
                .add(origin.author())
                .add(StoredJson.date(origin.createdMillis()))
                .add(StoredJson.date(origin.updatedMillis()));
        return run(CREATE, channel, arguments)
                .map(reply -> new ChannelChange<>(
                        channel,
                        ChannelDocument.state(reply.bytes(5), reply.number(6), reply.number(7)),
                        reply.number(2),
                        reply.list(3).textsFrom(0)));
    }

    /** Changes names or attributes: null leaves them. */
    public Future<ChannelChange<ChannelState>> update(
            Caller caller,
            CallerRights rights,
            ChannelSid channel,
            @Nullable String uniqueName,
            @Nullable String friendlyName,
            @Nullable String attributes,
            Origin origin) {
        ScriptArguments arguments = new ScriptArguments()
                .key(MessagingScripts.keyOf(channel))
                .add(scripts.pack(call(caller)))
                .add(rights.pack())
                .add(RolePermission.EDIT_CHANNEL_NAME.bit())
                .add(RolePermission.EDIT_CHANNEL_ATTRIBUTES.bit())
                .add(given(uniqueName))
                .add(given(friendlyName))
                .add(given(attributes))
                .add(origin.author())
                .add(StoredJson.date(origin.createdMillis()))
                .add(StoredJson.date(origin.updatedMillis()));
        return run(UPDATE, channel, arguments)
                .onSuccess(reply -> tellings.tell(reply.list(3)))
                .map(reply -> changed(channel, reply));
    }

    /** Removes a channel. Completes with what it was. */
    public Future<ChannelChange<ChannelState>> delete(Caller caller, CallerRights rights, ChannelSid channel) {
        ScriptArguments arguments = new ScriptArguments()
                .key(MessagingScripts.keyOf(channel))
                .key(ObjectKeys.of(channel.document())
                        .request(caller.serviceSid(), caller.identity(), caller.requestId()))
                .add(scripts.pack(call(caller)))
                .add(rights.pack())
                .add(RolePermission.DESTROY_CHANNEL.bit());
        return run(DELETE, channel, arguments)
                .onSuccess(reply -> tellings.tell(reply.list(3)))
                .map(reply -> changed(channel, reply));
    }

    /**
     * Reads channels as an identity has them; those that do not exist for it are missing in the answer.
     *
     * @param caller who asks
     * @param everything whether what is private is read too
     * @param identity as whom
     * @param channels which
     */
    public Future<Map<ChannelSid, ChannelView>> read(
            Caller caller, boolean everything, String identity, List<ChannelSid> channels) {
        Map<Partition, List<ChannelSid>> byPartition = new HashMap<>();
        for (ChannelSid channel : channels) {
            byPartition
                    .computeIfAbsent(MessagingScripts.partitionOf(channel), partition -> new ArrayList<>())
                    .add(channel);
        }
        Map<ChannelSid, ChannelView> views = new HashMap<>();
        return Future.all(byPartition.entrySet().stream()
                        .map(entry -> readSome(caller, everything, identity, entry.getKey(), entry.getValue(), views))
                        .toList())
                .map(read -> views);
    }

    private Future<Void> readSome(
            Caller caller,
            boolean everything,
            String identity,
            Partition partition,
            List<ChannelSid> channels,
            Map<ChannelSid, ChannelView> views) {
        ScriptArguments arguments = new ScriptArguments();
        channels.forEach(channel -> arguments.key(MessagingScripts.keyOf(channel)));
        arguments.add(scripts.pack(call(caller))).add(everything).add(identity);
        return scripts.run(READ, partition, arguments)
                .onSuccess(reply -> {
                    for (int i = 0; i < channels.size(); i++) {
                        if (reply.isPresent(i + 1)) {
                            views.put(channels.get(i), ChannelView.decode(reply.list(i + 1)));
                        }
                    }
                })
                .mapEmpty();
    }

    private Future<ScriptReply> run(RedisScript script, ChannelSid channel, ScriptArguments arguments) {
        return scripts.run(script, MessagingScripts.partitionOf(channel), arguments);
    }

    private static ChannelChange<ChannelState> changed(ChannelSid channel, ScriptReply reply) {
        return new ChannelChange<>(
                channel,
                ChannelDocument.state(reply.bytes(4), reply.number(5), reply.number(6)),
                reply.number(1),
                reply.list(2).textsFrom(0));
    }

    private static @Nullable String given(@Nullable String value) {
        return value == null ? null : "=" + value;
    }
}
