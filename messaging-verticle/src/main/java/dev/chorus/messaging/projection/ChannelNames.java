package dev.chorus.messaging.projection;

import dev.chorus.contract.access.Caller;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.messaging.channel.ChannelStore;
import dev.chorus.messaging.channel.ChannelView;
import dev.chorus.messaging.script.MessagingScripts;
import dev.chorus.store.key.Partition;
import dev.chorus.store.script.RedisScript;
import dev.chorus.store.script.ScriptArguments;
import dev.chorus.store.script.ScriptRunner;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which channel has which unique name. A name is claimed before a channel has it, and given up after it lost it. */
public final class ChannelNames {
    private static final RedisScript CLAIM = RedisScript.load("projection/claim_name");
    private static final RedisScript RELEASE = RedisScript.load("projection/release_name");

    /** A claim this old whose channel does not have the name was left by a process that died. */
    private static final long DEAD_AFTER_MILLIS = 10_000;

    private final ScriptRunner runner;
    private final MessagingScripts scripts;
    private final ChannelStore channels;

    /** Names over these parts. */
    public ChannelNames(ScriptRunner runner, MessagingScripts scripts, ChannelStore channels) {
        this.runner = runner;
        this.scripts = scripts;
        this.channels = channels;
    }

    /**
     * Claims a name for a channel that is about to get it. Fails with {@link ErrorCode#CHANNEL_NAME_EXISTS} where it is
     * another's.
     */
    public Future<Void> claim(Caller caller, String name, ChannelSid channel) {
        return claim(caller, name, channel, null);
    }

    /** Completes with the channel that has a name; fails with {@link ErrorCode#CHANNEL_NOT_FOUND}. */
    public Future<ChannelSid> holder(Caller caller, String name) {
        Place place = Place.of(caller.serviceSid(), name);
        return runner.send(place.partition().number(), Request.cmd(Command.GET).arg(place.key()))
                .compose(held -> {
                    if (held == null) {
                        return Future.failedFuture(new RequestFailedException(ErrorCode.CHANNEL_NOT_FOUND));
                    }
                    ChannelSid channel = new ChannelSid(held.toString().split(" ", 2)[0]);
                    return has(caller, channel, name)
                            .compose(has -> has
                                    ? Future.succeededFuture(channel)
                                    : Future.failedFuture(new RequestFailedException(ErrorCode.CHANNEL_NOT_FOUND)));
                });
    }

    /** Gives a name up unless the channel has it. */
    public Future<Void> releaseUnlessHeld(Caller caller, String name, ChannelSid channel) {
        return has(caller, channel, name)
                .compose(has -> has ? Future.succeededFuture() : release(caller, name, channel));
    }

    private Future<Void> claim(Caller caller, String name, ChannelSid channel, @Nullable ChannelSid dead) {
        Place place = Place.of(caller.serviceSid(), name);
        ScriptArguments arguments =
                new ScriptArguments().key(place.key()).add(channel.value()).add(dead == null ? null : dead.value());
        return scripts.run(CLAIM, place.partition(), arguments).compose(reply -> {
            if (reply.number(0) == 0) {
                return Future.succeededFuture();
            }
            ChannelSid holder = new ChannelSid(reply.text(1));
            if (dead != null || reply.number(2) < DEAD_AFTER_MILLIS) {
                return Future.failedFuture(new RequestFailedException(ErrorCode.CHANNEL_NAME_EXISTS));
            }
            return has(caller, holder, name)
                    .compose(has -> has
                            ? Future.failedFuture(new RequestFailedException(ErrorCode.CHANNEL_NAME_EXISTS))
                            : claim(caller, name, channel, holder));
        });
    }

    private Future<Void> release(Caller caller, String name, ChannelSid channel) {
        Place place = Place.of(caller.serviceSid(), name);
        ScriptArguments arguments = new ScriptArguments().key(place.key()).add(channel.value());
        return scripts.run(RELEASE, place.partition(), arguments).mapEmpty();
    }

    private Future<Boolean> has(Caller caller, ChannelSid channel, String name) {
        Caller system = Caller.backEnd(caller.accountSid(), caller.serviceSid());
        return channels.read(system, true, system.identity(), List.of(channel)).map(found -> {
            ChannelView view = found.get(channel);
            return view != null && name.equals(view.channel().uniqueName());
        });
    }

    private record Place(Partition partition, String key) {
        static Place of(String service, String name) {
            Partition partition = Partition.ofName(service, ObjectType.DOCUMENT, name);
            return new Place(partition, partition.prefix() + "channelname:" + service + ':' + name);
        }
    }
}
