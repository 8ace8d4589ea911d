package dev.chorus.client.messaging;

import dev.chorus.client.ChorusException;
import dev.chorus.client.connection.CallRequest;
import dev.chorus.client.connection.Lanes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The channels that a client knows: those of its user, and the public ones. What happens to one channel is done in the
 * order in which it was told, though opening takes a while.
 */
final class Channels {
    private static final Set<Integer> FORBIDDEN_OR_GONE = Set.of(403, 404);
    private static final int NOT_FOUND = 404;

    private final MessagingContext context;
    private final Map<String, Channel> known = new ConcurrentHashMap<>();
    private final Lanes lanes = new Lanes();
    private @Nullable MapView own;
    private @Nullable MapView visible;
    private boolean isPublicNews;

    Channels(MessagingContext context) {
        this.context = context;
    }

    Map<String, Channel> known() {
        return Collections.unmodifiableMap(known);
    }

    /** Reads and follows both lists, and opens what is in the user's. */
    Future<Void> start(String ownName, @Nullable String publicName) {
        closeViews();
        List<Future<Void>> opening = new ArrayList<>();
        MapView.Listener listener = new MapView.Listener() {
            @Override
            public void set(String sid, JsonObject data, MapView.Why why) {
                Future<Void> opened = inOrder(sid, () -> membership(sid, data));
                if (why == MapView.Why.READ) {
                    opening.add(opened);
                }
            }

            @Override
            public void removed(String sid, @Nullable JsonObject data) {
                inOrder(sid, () -> noMember(sid));
            }
        };
        return MapView.open(context, ownName, listener, false)
                .compose(view -> {
                    own = view;
                    return view.load();
                })
                .compose(read -> publicName == null ? Future.<Void>succeededFuture() : followPublic(publicName))
                .compose(read -> Future.all(opening))
                .mapEmpty();
    }

    /** The channel of this id: the one that is known, or one that is opened now. Fails if there is none to be seen. */
    Future<Channel> bySid(String sid) {
        return lanes.run(sid, () -> Future.<Void>succeededFuture()).compose(settled -> {
            Channel channel = known.get(sid);
            return channel != null ? Future.succeededFuture(channel) : lookUp(sid);
        });
    }

    /** The same, by unique name. */
    Future<Channel> byUniqueName(String uniqueName) {
        for (Channel channel : known.values()) {
            if (uniqueName.equals(channel.uniqueName())) {
                return Future.succeededFuture(channel);
            }
        }
        return lookUp(uniqueName);
    }

    /** A channel that this client has just made, or that its user may see: whoever hears of it first adds it. */
    Future<Channel> ensure(String sid) {
        return inOrder(sid, () -> {
            Channel present = known.get(sid);
            Channel channel = present != null ? present : new Channel(context, sid);
            return channel.open().map(opened -> {
                add(channel);
                return channel;
            });
        });
    }

    /** The document of a channel is gone. */
    void gone(Channel channel) {
        inOrder(channel.sid(), () -> {
            remove(channel);
            return Future.<Void>succeededFuture();
        });
    }

    void close() {
        closeViews();
        known.values().forEach(Channel::end);
    }

    private void closeViews() {
        if (own != null) {
            own.close();
        }
        if (visible != null) {
            visible.close();
        }
    }

    private Future<Channel> lookUp(String name) {
        String path = MessagingContext.CHAT + "/Conversations/" + MessagingContext.encoded(name);
        return context.ask(CallRequest.get(path))
                .compose(answer -> ensure(answer.body().getString("sid")));
    }

    /** The public channels that are there already become known without an event, as in the first generation. */
    private Future<Void> followPublic(String name) {
        MapView.Listener listener = new MapView.Listener() {
            @Override
            public void set(String sid, JsonObject data, MapView.Why why) {
                boolean isNews = isPublicNews;
                inOrder(sid, () -> publicChannel(sid, data, isNews));
            }

            @Override
            public void removed(String sid, @Nullable JsonObject data) {
                inOrder(sid, () -> publicGone(sid));
            }
        };
        return MapView.open(context, name, listener, false)
                .compose(view -> {
                    visible = view;
                    return view.load();
                })
                .recover(failure -> failure instanceof ChorusException missing && missing.status() == NOT_FOUND
                        ? Future.succeededFuture()
                        : Future.failedFuture(failure))
                .onSuccess(read -> isPublicNews = true);
    }

    private Future<Void> membership(String sid, JsonObject data) {
        Channel present = known.get(sid);
        boolean isNew = present == null;
        Channel channel = present == null ? new Channel(context, sid) : present;
        ChannelStatus before = channel.status();
        boolean joins = ChannelStatus.of(data.getString("status")) == ChannelStatus.JOINED;
        boolean follows = joins && (isNew || before != ChannelStatus.JOINED);
        return channel.open()
                .compose(opened -> follows ? channel.followConversation() : Future.<Void>succeededFuture())
                // Not before: whoever waits for the membership means to hear of everything from then on.
                .onSuccess(opened -> tellMembership(channel, isNew, before, channel.takeMembership(data)))
                .recover(failure ->
                        failure instanceof ChorusException ended && FORBIDDEN_OR_GONE.contains(ended.status())
                                // It ended while it was being opened, of which another event tells.
                                ? Future.succeededFuture()
                                : Future.failedFuture(failure));
    }

    private void tellMembership(Channel channel, boolean isNew, ChannelStatus before, List<String> changes) {
        add(channel);
        if (channel.status() != before || isNew) {
            if (channel.status() == ChannelStatus.JOINED) {
                context.tell(MessagingClient.CHANNEL_JOINED, channel);
            } else if (channel.status() == ChannelStatus.INVITED) {
                context.tell(MessagingClient.CHANNEL_INVITED, channel);
            }
        }
        channel.changed(
                isNew
                        ? List.of()
                        : changes.stream()
                                .filter(change -> !change.equals("status"))
                                .toList());
    }

    private Future<Void> noMember(String sid) {
        Channel channel = known.get(sid);
        if (channel != null) {
            boolean wasIn = channel.status() != ChannelStatus.NOT_PARTICIPATING;
            channel.takeMembership(ChannelState.outside(channel.type()));
            channel.unfollowConversation();
            channel.changed(List.of());
            if (wasIn) {
                context.tell(MessagingClient.CHANNEL_LEFT, channel);
            }
            if (channel.isPrivate()) {
                remove(channel);
            }
        }
        return Future.succeededFuture();
    }

    private Future<Void> publicChannel(String sid, JsonObject data, boolean isNews) {
        Channel present = known.get(sid);
        Channel channel = present != null ? present : new Channel(context, sid);
        List<String> changes = channel.takeData(data);
        if (present != null) {
            channel.changed(changes);
        } else if (isNews) {
            add(channel);
        } else {
            known.put(sid, channel);
        }
        return Future.succeededFuture();
    }

    private Future<Void> publicGone(String sid) {
        Channel channel = known.get(sid);
        if (channel != null && channel.status() == ChannelStatus.NOT_PARTICIPATING) {
            remove(channel);
        }
        return Future.succeededFuture();
    }

    private void add(Channel channel) {
        if (known.putIfAbsent(channel.sid(), channel) == null) {
            context.tell(MessagingClient.CHANNEL_ADDED, channel);
        }
    }

    private void remove(Channel channel) {
        if (!known.remove(channel.sid(), channel)) {
            return;
        }
        boolean wasIn = channel.status() != ChannelStatus.NOT_PARTICIPATING;
        channel.takeMembership(ChannelState.outside(channel.type()));
        channel.end();
        if (wasIn) {
            context.tell(MessagingClient.CHANNEL_LEFT, channel);
        }
        channel.tell(Channel.REMOVED, channel);
        context.tell(MessagingClient.CHANNEL_REMOVED, channel);
    }

    private <T> Future<T> inOrder(String sid, Supplier<Future<T>> work) {
        return lanes.run(sid, work)
                .onFailure(failure -> context.connection().log().warn("channel " + sid + ": " + failure.getMessage()));
    }
}
