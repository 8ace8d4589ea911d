package dev.chorus.messaging.script;

import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.store.Retention;
import dev.chorus.store.key.Partition;
import dev.chorus.store.script.RedisScript;
import dev.chorus.store.script.ScriptArguments;
import dev.chorus.store.script.ScriptCall;
import dev.chorus.store.script.ScriptReply;
import dev.chorus.store.script.ScriptRunner;
import io.vertx.core.Future;

/** Runs the scripts of messaging. Their replies begin with 0, or with the number of the error that they end in. */
public final class MessagingScripts {
    private final ScriptRunner runner;
    private final Retention retention;

    /** Scripts that run here and keep as much of the past as this. */
    public MessagingScripts(ScriptRunner runner, Retention retention) {
        this.runner = runner;
        this.retention = retention;
    }

    /** Runs a script on a partition; fails with the error that it answers, and as {@link ScriptRunner#run} does. */
    public Future<ScriptReply> run(RedisScript script, Partition partition, ScriptArguments arguments) {
        return runner.run(script, partition.number(), arguments).compose(MessagingScripts::orRefusal);
    }

    /** A call as scripts take it. */
    public byte[] pack(ScriptCall call) {
        return call.pack(retention);
    }

    /** Where a channel and its objects live. */
    public static Partition partitionOf(ChannelSid channel) {
        return Partition.of(channel.document());
    }

    /** The channel's own key. */
    public static String keyOf(ChannelSid channel) {
        return partitionOf(channel).prefix() + channel.value() + ":channel";
    }

    /** A key of an object. */
    public static String keyOf(ObjectSid object, String part) {
        return Partition.of(object).prefix() + object.value() + ':' + part;
    }

    private static Future<ScriptReply> orRefusal(ScriptReply reply) {
        int status = (int) reply.number(0);
        return status == 0 || status == 1
                ? Future.succeededFuture(reply)
                : Future.failedFuture(new RequestFailedException(ErrorCode.ofNumber(status)));
    }
}
