package dev.chorus.store.stream;

import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.stream.PublishedMessage;
import dev.chorus.contract.value.Json;
import dev.chorus.store.Outcome;
import dev.chorus.store.Retention;
import dev.chorus.store.key.NewSid;
import dev.chorus.store.key.ObjectKeys;
import dev.chorus.store.script.RedisScript;
import dev.chorus.store.script.ScriptArguments;
import dev.chorus.store.script.ScriptCall;
import dev.chorus.store.script.ScriptRunner;
import io.vertx.core.Future;

/** The messages of streams, which pass through and are not kept. */
public final class MessageStore {
    private static final RedisScript PUBLISH = RedisScript.load("stream/publish_message");

    private final ScriptRunner scripts;
    private final Retention retention;

    /** A store that runs its scripts here. */
    public MessageStore(ScriptRunner scripts, Retention retention) {
        this.scripts = scripts;
        this.retention = retention;
    }

    /**
     * Publishes a message; repeated under the same request id it is told once. Fails with
     * {@link dev.chorus.contract.error.ErrorCode#STREAM_NOT_FOUND}, with
     * {@link dev.chorus.contract.error.ErrorCode#ACCESS_FORBIDDEN}, and as {@link ScriptRunner#run} does.
     */
    public Future<Outcome<PublishedMessage>> publish(ScriptCall call, ObjectSid stream, Json data) {
        ObjectKeys keys = ObjectKeys.of(stream);
        ScriptArguments arguments = new ScriptArguments()
                .key(keys.meta())
                .key(keys.acl())
                .key(keys.interest())
                .key(keys.request(call.service(), call.actor(), call.requestId()))
                .add(call.pack(retention))
                .add(NewSid.message())
                .add(data.utf8());
        return scripts.run(PUBLISH, keys.partition().number(), arguments)
                .compose(reply -> reply.orRefusal(ObjectType.STREAM))
                .map(reply -> Outcome.told(
                        new PublishedMessage(reply.text(1)),
                        stream,
                        reply.bytesFrom(3),
                        reply.list(2).textsFrom(0)));
    }
}
