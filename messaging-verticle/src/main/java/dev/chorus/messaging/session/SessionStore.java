package dev.chorus.messaging.session;

import dev.chorus.contract.access.Caller;
import dev.chorus.contract.item.ItemState;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectState;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.value.Json;
import dev.chorus.messaging.channel.ChannelStore;
import dev.chorus.messaging.projection.PendingEntry;
import dev.chorus.messaging.script.MessagingScripts;
import dev.chorus.messaging.script.Tellings;
import dev.chorus.store.key.NewSid;
import dev.chorus.store.key.ObjectKeys;
import dev.chorus.store.key.Partition;
import dev.chorus.store.script.RedisScript;
import dev.chorus.store.script.ScriptArguments;
import dev.chorus.store.script.ScriptReply;
import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sessions: lists whose first item is the context, and whose others are commands. */
final class SessionStore {
    /** How long a session lives after its last contact. */
    static final Duration LIFE = Duration.ofDays(3);

    private static final RedisScript OPEN = RedisScript.load("session/open_session");
    private static final RedisScript SUBMIT = RedisScript.load("session/submit_command");
    private static final RedisScript READ = RedisScript.load("session/read_command");
    private static final RedisScript ANSWER = RedisScript.load("session/answer_command");

    private final MessagingScripts scripts;
    private final Tellings tellings;

    SessionStore(MessagingScripts scripts, Tellings tellings) {
        this.scripts = scripts;
        this.tellings = tellings;
    }

    /** Makes a session or prolongs it; fails with {@link dev.chorus.contract.error.ErrorCode#NOT_FOUND}. */
    Future<ObjectState> open(Caller caller, @Nullable ObjectSid asked, Json context) {
        ObjectSid session = asked == null
                ? NewSid.anonymous(ObjectType.LIST, caller.serviceSid(), caller.identity(), caller.requestId())
                : asked;
        Partition partition = Partition.of(session);
        ScriptArguments arguments = new ScriptArguments()
                .key(MessagingScripts.keyOf(session, "meta"))
                .key(partition.expiry())
                .add(scripts.pack(ChannelStore.call(caller)))
                .add(session.value())
                .add(caller.accountSid())
                .add(context.utf8())
                .add(LIFE.toMillis());
        return scripts.run(OPEN, partition, arguments)
                .map(reply -> new ObjectState(
                        session,
                        ObjectType.LIST,
                        caller.accountSid(),
                        caller.serviceSid(),
                        null,
                        reply.number(2),
                        Json.ofUtf8(reply.bytes(1)),
                        0,
                        0,
                        0,
                        caller.identity()));
    }

    /** Appends a command. The item's {@code created} says whether it is new, or a repetition. */
    Future<ItemState> submit(Caller caller, ObjectSid session, String commandId, Json data) {
        Partition partition = Partition.of(session);
        ScriptArguments arguments = new ScriptArguments()
                .key(MessagingScripts.keyOf(session, "meta"))
                .key(partition.expiry())
                .key(ObjectKeys.of(session).request(caller.serviceSid(), "command", commandId))
                .add(scripts.pack(ChannelStore.call(caller)))
                .add(session.value())
                .add(data.utf8())
                .add(LIFE.toMillis());
        return scripts.run(SUBMIT, partition, arguments)
                .onSuccess(reply -> tellings.tell(reply.list(3)))
                .map(reply -> new ItemState(
                        session,
                        Long.toString(reply.number(1)),
                        0,
                        0,
                        data,
                        0,
                        0,
                        0,
                        caller.identity(),
                        reply.flag(2)));
    }

    /** Reads a command that has no answer yet: its owner's identity and its data; nothing where it has one. */
    Future<@Nullable Unanswered> read(ObjectSid session, long index) {
        Partition partition = Partition.of(session);
        ScriptArguments arguments = new ScriptArguments()
                .key(MessagingScripts.keyOf(session, "meta"))
                .key(PendingEntry.key(partition))
                .add(session.value())
                .add(index);
        return scripts.run(READ, partition, arguments)
                .map(reply -> reply.number(0) == 1 ? null : new Unanswered(reply.text(1), reply.bytes(2)));
    }

    /** Writes a command's answer, unless it has one. */
    Future<Void> answer(Caller caller, ObjectSid session, long index, byte[] data) {
        Partition partition = Partition.of(session);
        ScriptArguments arguments = new ScriptArguments()
                .key(MessagingScripts.keyOf(session, "meta"))
                .key(PendingEntry.key(partition))
                .add(scripts.pack(ChannelStore.call(caller)))
                .add(session.value())
                .add(index)
                .add(data);
        return scripts.run(ANSWER, partition, arguments)
                .<ScriptReply>map(reply -> reply.list(1))
                .onSuccess(tellings::tell)
                .mapEmpty();
    }

    /**
     * A command that waits for its answer.
     *
     * @param identity whose session it is in
     * @param data the item as it was appended
     */
    record Unanswered(String identity, byte[] data) {}
}
