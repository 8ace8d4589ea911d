package dev.chorus.messaging.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.message.MessageSid;
import dev.chorus.contract.message.MessageState;
import dev.chorus.contract.role.RolePermission;
import dev.chorus.contract.value.Origin;
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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of channels. What a script changes is told to those who follow it before the caller hears of it. */
public final class MessageStore {
    private static final RedisScript SEND = RedisScript.load("message/send_message");
    private static final RedisScript EDIT = RedisScript.load("message/edit_message");
    private static final RedisScript REMOVE = RedisScript.load("message/remove_message");
    private static final RedisScript READ = RedisScript.load("message/read_messages");
    private static final RedisScript TYPE = RedisScript.load("message/start_typing");

    private final MessagingScripts scripts;
    private final Tellings tellings;

    /** A store that runs its scripts here and tells their changes. */
    public MessageStore(MessagingScripts scripts, Tellings tellings) {
        this.scripts = scripts;
        this.tellings = tellings;
    }

    Future<MessageState> send(
            Caller caller, CallerRights rights, ChannelSid channel, String body, String attributes, Origin origin) {
        ScriptArguments arguments = new ScriptArguments()
                .key(MessagingScripts.keyOf(channel))
                .key(record(caller, channel))
                .add(scripts.pack(ChannelStore.call(caller)))
                .add(rights.pack())
                .add(RolePermission.SEND_MESSAGE.bit())
                .add(MessageSid.prefixIn(channel))
                .add(body)
                .add(attributes)
                .add(origin.author())
                .add(StoredJson.date(origin.createdMillis()))
                .add(StoredJson.date(origin.updatedMillis()))
                .add(origin.updatedBy());
        return run(SEND, channel, arguments).map(reply -> state(channel, reply));
    }

    Future<MessageState> edit(
            Caller caller,
            CallerRights rights,
            ChannelSid channel,
            long index,
            @Nullable String body,
            @Nullable String attributes,
            Origin origin) {
        boolean text = body != null;
        RolePermission own = text ? RolePermission.EDIT_OWN_MESSAGE : RolePermission.EDIT_OWN_MESSAGE_ATTRIBUTES;
        RolePermission any = text ? RolePermission.EDIT_ANY_MESSAGE : RolePermission.EDIT_ANY_MESSAGE_ATTRIBUTES;
        ScriptArguments arguments = new ScriptArguments()
                .key(MessagingScripts.keyOf(channel))
                .key(record(caller, channel))
                .add(scripts.pack(ChannelStore.call(caller)))
                .add(rights.pack())
                .add(own.bit())
                .add(any.bit())
                .add(index)
                .add(body == null ? null : "=" + body)
                .add(attributes == null ? null : "=" + attributes)
                .add(origin.author())
                .add(StoredJson.date(origin.createdMillis()))
                .add(StoredJson.date(origin.updatedMillis()))
                .add(origin.updatedBy());
        return run(EDIT, channel, arguments).map(reply -> state(channel, reply));
    }

    Future<MessageState> remove(Caller caller, CallerRights rights, ChannelSid channel, long index) {
        ScriptArguments arguments = new ScriptArguments()
                .key(MessagingScripts.keyOf(channel))
                .key(record(caller, channel))
                .add(scripts.pack(ChannelStore.call(caller)))
                .add(rights.pack())
                .add(RolePermission.DELETE_OWN_MESSAGE.bit())
                .add(RolePermission.DELETE_ANY_MESSAGE.bit())
                .add(index);
        return run(REMOVE, channel, arguments).map(reply -> state(channel, reply));
    }

    Future<Void> startTyping(Caller caller, CallerRights rights, ChannelSid channel) {
        ScriptArguments arguments = new ScriptArguments()
                .key(MessagingScripts.keyOf(channel))
                .add(scripts.pack(ChannelStore.call(caller)))
                .add(rights.pack())
                .add(rights.settings().typingTimeoutSeconds());
        return run(TYPE, channel, arguments).mapEmpty();
    }

    private Future<ScriptReply> run(RedisScript script, ChannelSid channel, ScriptArguments arguments) {
        return scripts.run(script, MessagingScripts.partitionOf(channel), arguments)
                .onSuccess(reply -> tellings.tell(reply.list(1)));
    }

    /** Reads messages by their indexes. */
    Future<List<MessageState>> read(
            Caller caller,
            CallerRights rights,
            ChannelSid channel,
            @Nullable Long from,
            boolean newestFirst,
            int limit) {
        ScriptArguments arguments = new ScriptArguments()
                .key(MessagingScripts.keyOf(channel))
                .add(scripts.pack(ChannelStore.call(caller)))
                .add(rights.pack())
                .add(from)
                .add(newestFirst)
                .add(limit);
        return scripts.run(READ, MessagingScripts.partitionOf(channel), arguments)
                .map(reply -> {
                    List<MessageState> messages = new ArrayList<>();
                    for (int i = 1; i + 1 < reply.size(); i += 2) {
                        messages.add(state(channel, reply.number(i), reply.bytes(i + 1)));
                    }
                    return messages;
                });
    }

    /** Where it is kept what a request did, so that its repetition does nothing; nowhere without a request id. */
    private static @Nullable String record(Caller caller, ChannelSid channel) {
        return ObjectKeys.of(channel.messages()).request(caller.serviceSid(), caller.identity(), caller.requestId());
    }

    private static MessageState state(ChannelSid channel, ScriptReply reply) {
        return state(channel, reply.number(2), reply.bytes(3));
    }

    private static MessageState state(ChannelSid channel, long index, byte[] stored) {
        JsonNode record = StoredJson.parse(stored);
        return new MessageState(
                new MessageSid(StoredJson.text(record, "sid")),
                channel,
                index,
                StoredJson.text(record, "author"),
                StoredJson.textOrNull(record, "memberSid"),
                StoredJson.text(record, "text"),
                StoredJson.text(record, "attributes"),
                StoredJson.millis(record, "timestamp"),
                StoredJson.millis(record, "dateUpdated"),
                StoredJson.textOrNull(record, "lastUpdatedBy"),
                record.path("edited").asBoolean());
    }
}
