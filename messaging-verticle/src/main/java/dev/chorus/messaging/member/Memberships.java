package dev.chorus.messaging.member;

import dev.chorus.contract.access.Caller;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.item.ItemPage;
import dev.chorus.contract.item.ItemState;
import dev.chorus.contract.member.MembershipPage;
import dev.chorus.contract.member.MembershipState;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.user.UserSid;
import dev.chorus.messaging.channel.ChannelStore;
import dev.chorus.messaging.channel.ChannelView;
import dev.chorus.messaging.script.MessagingScripts;
import dev.chorus.messaging.script.StoredJson;
import dev.chorus.messaging.user.ChannelUsers;
import dev.chorus.store.Store;
import dev.chorus.store.item.ItemKey;
import dev.chorus.store.item.PageBounds;
import dev.chorus.store.key.Partition;
import dev.chorus.store.script.ScriptCall;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Channels as one user has them, and members as a channel has them. */
public final class Memberships implements ChannelUsers {
    private static final int LIMIT = 200;

    private final Store store;
    private final ChannelStore channels;

    /** Memberships over these parts. */
    public Memberships(Store store, ChannelStore channels) {
        this.store = store;
        this.channels = channels;
    }

    /** Reads a page of the caller's channels, each as it is now. */
    Future<MembershipPage> page(Caller caller, @Nullable String from, int limit) {
        int size = Math.max(1, Math.min(LIMIT, limit));
        ObjectSid map = UserSid.of(caller.serviceSid(), caller.identity()).channels();
        return items(map, from, true, size).compose(page -> {
            List<ChannelSid> sids = page.items().stream()
                    .map(ItemState::key)
                    .map(ChannelSid::new)
                    .toList();
            // The next page begins behind the last channel of this one: no sid lies between the two.
            String next = page.hasNext() ? sids.get(sids.size() - 1).value() + "~" : null;
            return channels.read(caller, true, caller.identity(), sids)
                    .map(found -> new MembershipPage(present(sids, found), next));
        });
    }

    /** Reads one of the caller's channels; fails with {@link ErrorCode#CHANNEL_NOT_FOUND}. */
    Future<MembershipState> read(Caller caller, ChannelSid channel) {
        return channels.read(caller, false, caller.identity(), List.of(channel)).compose(found -> {
            ChannelView view = found.get(channel);
            MembershipState membership = view == null ? null : view.membership();
            return membership == null
                    ? Future.failedFuture(new RequestFailedException(ErrorCode.CHANNEL_NOT_FOUND))
                    : Future.succeededFuture(membership);
        });
    }

    /** Completes if there is such a channel for a back end; fails with {@link ErrorCode#CHANNEL_NOT_FOUND}. */
    Future<Void> requireChannel(Caller backEnd, ChannelSid channel) {
        return channels.read(backEnd, true, backEnd.identity(), List.of(channel))
                .compose(found -> found.containsKey(channel)
                        ? Future.succeededFuture()
                        : Future.failedFuture(new RequestFailedException(ErrorCode.CHANNEL_NOT_FOUND)));
    }

    /** How many channels a user has beside one. */
    Future<Long> othersOf(Caller caller, String identity, ChannelSid channel) {
        ObjectSid map = UserSid.of(caller.serviceSid(), identity).channels();
        String items = MessagingScripts.keyOf(map, "items");
        int partition = Partition.of(map).number();
        Future<Long> all = store.scripts()
                .send(partition, Request.cmd(Command.ZCARD).arg(items))
                .map(count -> count.toLong());
        Request ofThis = Request.cmd(Command.ZLEXCOUNT)
                .arg(items)
                .arg("[" + channel + "\0")
                .arg("(" + channel + "\1");
        Future<Long> one = store.scripts().send(partition, ofThis).map(count -> count.toLong());
        return Future.all(all, one).map(counts -> counts.<Long>resultAt(0) - counts.<Long>resultAt(1));
    }

    @Override
    public Future<IdentityPage> page(Caller caller, ChannelSid channel, @Nullable String from, int limit) {
        return channels.read(caller, caller.backEnd(), caller.identity(), List.of(channel))
                .compose(found -> {
                    ChannelView view = found.get(channel);
                    if (view == null) {
                        return Future.failedFuture(new RequestFailedException(ErrorCode.CHANNEL_NOT_FOUND));
                    }
                    if (!caller.backEnd() && !view.isMember()) {
                        return Future.failedFuture(new RequestFailedException(ErrorCode.NOT_A_MEMBER));
                    }
                    return items(channel.roster(), from, true, limit);
                })
                .map(page -> {
                    List<ItemState> items = page.items();
                    String next = page.hasNext() ? items.get(items.size() - 1).key() + "~" : null;
                    return new IdentityPage(
                            items.stream()
                                    .map(item -> StoredJson.text(
                                            StoredJson.parse(item.data().utf8()), "identity"))
                                    .toList(),
                            next);
                });
    }

    private Future<ItemPage> items(ObjectSid map, @Nullable String from, boolean inclusive, int limit) {
        byte[] key = from == null ? null : ItemKey.encode(ObjectType.MAP, from).orElse(null);
        return store.items()
                .readPage(ScriptCall.system(), ObjectType.MAP, map, new PageBounds(key, inclusive, false, limit))
                .recover(failure ->
                        failure instanceof RequestFailedException refusal && refusal.code() == ErrorCode.MAP_NOT_FOUND
                                ? Future.succeededFuture(new ItemPage(List.of(), false, false))
                                : Future.failedFuture(failure));
    }

    private static List<MembershipState> present(List<ChannelSid> sids, Map<ChannelSid, ChannelView> found) {
        List<MembershipState> states = new ArrayList<>();
        for (ChannelSid sid : sids) {
            ChannelView view = found.get(sid);
            MembershipState membership = view == null ? null : view.membership();
            if (membership != null) {
                states.add(membership);
            }
        }
        return states;
    }
}
