package dev.chorus.messaging.projection;

import dev.chorus.contract.access.Caller;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.channel.ChannelType;
import dev.chorus.contract.channel.PublicChannels;
import dev.chorus.contract.member.MembershipState;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.user.UserSid;
import dev.chorus.messaging.channel.ChannelChange;
import dev.chorus.messaging.channel.ChannelStore;
import dev.chorus.messaging.channel.ChannelView;
import dev.chorus.messaging.index.ServiceIndex;
import dev.chorus.messaging.index.Settling;
import dev.chorus.messaging.script.MessagingScripts;
import dev.chorus.messaging.script.Tellings;
import dev.chorus.store.key.Partition;
import dev.chorus.store.script.RedisScript;
import dev.chorus.store.script.ScriptArguments;
import dev.chorus.store.script.ScriptCall;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Derives what follows a channel elsewhere, from the channel as it is now (docs/messaging.md). Doing so again, late or at
 * the same time leads to the same end.
 */
public final class Projections {
    private static final RedisScript PUT = RedisScript.load("projection/put_projection");
    private static final RedisScript MAKE = RedisScript.load("projection/make_map");
    private static final int SERVICES = 10_000;

    private static final String PUBLIC = ".public";
    private static final String EVERYONE = "service";

    private final MessagingScripts scripts;
    private final ChannelStore channels;
    private final ChannelNames names;
    private final Tellings tellings;
    private final ServiceIndex index;
    private final Settling settling;
    private final Set<String> withPublicList = new HashSet<>();

    /** Projections over these parts. */
    public Projections(
            MessagingScripts scripts,
            ChannelStore channels,
            ChannelNames names,
            ServiceIndex index,
            Settling settling,
            Tellings tellings) {
        this.index = index;
        this.settling = settling;
        this.scripts = scripts;
        this.channels = channels;
        this.names = names;
        this.tellings = tellings;
    }

    /** Makes a service's list of public channels where it is missing, so that clients can follow it from the beginning. */
    public Future<Void> ensurePublicList(Caller caller) {
        String service = caller.serviceSid();
        if (withPublicList.contains(service)) {
            return Future.succeededFuture();
        }
        ObjectSid map = PublicChannels.of(service);
        ScriptArguments arguments = new ScriptArguments()
                .key(MessagingScripts.keyOf(map, "meta"))
                .add(scripts.pack(new ScriptCall(service, "", "", 0, null, 0)))
                .add(caller.accountSid())
                .add(service + PUBLIC)
                .add(EVERYONE);
        return scripts.run(MAKE, Partition.of(map), arguments)
                .onSuccess(made -> {
                    if (withPublicList.size() >= SERVICES) {
                        withPublicList.clear();
                    }
                    withPublicList.add(service);
                })
                .mapEmpty();
    }

    /** Derives what a change asks for, and completes when it has happened. What fails is derived by the sweep. */
    public Future<Void> follow(Caller caller, ChannelChange<?> change) {
        return follow(caller, change.channel(), change.pending(), change.version());
    }

    /**
     * Derives some entries.
     *
     * @param caller whose account and service the channel belongs to
     * @param channel the channel
     * @param pending what has to be derived
     * @param version the version under which it was entered
     */
    public Future<Void> follow(Caller caller, ChannelSid channel, List<String> pending, long version) {
        if (pending.isEmpty()) {
            return Future.succeededFuture();
        }
        Caller system = Caller.backEnd(caller.accountSid(), caller.serviceSid());
        List<Future<?>> derived = new ArrayList<>();
        for (String entry : pending) {
            derived.add(derive(system, PendingEntry.parse(entry), version));
        }
        // What could not be derived stays entered.
        return Future.join(derived)
                .compose(done -> settling.settle(MessagingScripts.partitionOf(channel), pending, version))
                .otherwiseEmpty();
    }

    private Future<?> derive(Caller system, PendingEntry entry, long version) {
        return switch (entry.kind()) {
            case MEMBER -> deriveMember(system, entry.channel(), entry.subject(), version);
            case PUBLIC -> derivePublic(system, entry.channel(), version);
            case NAME -> names.releaseUnlessHeld(system, entry.subject(), entry.channel());
            case INDEX -> deriveIndex(system, entry.channel());
            case USER -> Future.failedFuture("not a channel's entry");
            // Whoever appended a session's command carries it out.
            case SESSION -> Future.failedFuture("not a channel's entry");
        };
    }

    private Future<?> deriveMember(Caller system, ChannelSid channel, String identity, long version) {
        UserSid user = UserSid.of(system.serviceSid(), identity);
        return channels.read(system, true, identity, List.of(channel)).compose(found -> {
            ChannelView view = found.get(channel);
            MembershipState membership = view == null ? null : view.membership();
            return put(
                    system,
                    user.channels(),
                    user + ".channels",
                    "own:" + identity,
                    channel,
                    view == null ? version : view.version(),
                    membership == null ? null : ChannelEntry.ofMember(membership));
        });
    }

    private Future<?> derivePublic(Caller system, ChannelSid channel, long version) {
        String service = system.serviceSid();
        return channels.read(system, true, system.identity(), List.of(channel)).compose(found -> {
            ChannelView view = found.get(channel);
            return put(
                    system,
                    PublicChannels.of(service),
                    service + PUBLIC,
                    EVERYONE,
                    channel,
                    view == null ? version : view.version(),
                    view == null ? null : ChannelEntry.of(view.channel()));
        });
    }

    private Future<?> deriveIndex(Caller system, ChannelSid channel) {
        String service = system.serviceSid();
        return channels.read(system, true, system.identity(), List.of(channel)).compose(found -> {
            ChannelView view = found.get(channel);
            Future<?> derived = view == null
                    ? Future.all(
                            index.remove(service, ServiceIndex.Kind.PUBLIC_CHANNELS, channel.value()),
                            index.remove(service, ServiceIndex.Kind.PRIVATE_CHANNELS, channel.value()))
                    : index.enter(
                            service,
                            kindOf(view.channel().type()),
                            channel.value(),
                            view.channel().createdMillis());
            return derived.<Void>mapEmpty();
        });
    }

    private static ServiceIndex.Kind kindOf(ChannelType type) {
        return type == ChannelType.PUBLIC ? ServiceIndex.Kind.PUBLIC_CHANNELS : ServiceIndex.Kind.PRIVATE_CHANNELS;
    }

    private Future<?> put(
            Caller system,
            ObjectSid map,
            String name,
            String guard,
            ChannelSid channel,
            long version,
            @Nullable String value) {
        ScriptCall call = new ScriptCall(system.serviceSid(), "", "", 0, null, 0);
        ScriptArguments arguments = new ScriptArguments()
                .key(MessagingScripts.keyOf(map, "meta"))
                .add(scripts.pack(call))
                .add(map.value())
                .add(channel.value())
                .add(version)
                .add(value)
                .add(system.accountSid())
                .add(name)
                .add(guard);
        return scripts.run(PUT, Partition.of(map), arguments).onSuccess(reply -> tellings.tell(reply.list(1)));
    }
}
