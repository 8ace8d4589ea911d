package dev.chorus.messaging.channel;

import dev.chorus.contract.access.Caller;
import dev.chorus.contract.channel.ChannelPage;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.channel.ChannelState;
import dev.chorus.contract.channel.PublicChannels;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.item.ItemPage;
import dev.chorus.contract.item.ItemState;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.store.item.ItemKey;
import dev.chorus.store.item.ItemStore;
import dev.chorus.store.item.PageBounds;
import dev.chorus.store.script.ScriptCall;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The public channels of a service, page by page, each as it is now. */
public final class PublicChannelPages {
    private static final int LIMIT = 100;

    private final ItemStore items;
    private final ChannelStore channels;

    /** Pages of the map of public channels, joined with the channels themselves. */
    public PublicChannelPages(ItemStore items, ChannelStore channels) {
        this.items = items;
        this.channels = channels;
    }

    /** Reads a page, in the order of the channels' sids. */
    public Future<ChannelPage> read(Caller caller, @Nullable String from, int limit) {
        int size = Math.max(1, Math.min(LIMIT, limit));
        byte[] key = from == null ? null : ItemKey.encode(ObjectType.MAP, from).orElse(null);
        return items.readPage(
                        ScriptCall.system(),
                        ObjectType.MAP,
                        PublicChannels.of(caller.serviceSid()),
                        new PageBounds(key, false, false, size))
                .recover(PublicChannelPages::noneYet)
                .compose(page -> {
                    List<ChannelSid> sids = page.items().stream()
                            .map(ItemState::key)
                            .map(ChannelSid::new)
                            .toList();
                    String next = page.hasNext() ? sids.get(sids.size() - 1).value() : null;
                    return channels.read(caller, true, caller.identity(), sids)
                            .map(found -> new ChannelPage(present(sids, found), next));
                });
    }

    private static List<ChannelState> present(List<ChannelSid> sids, Map<ChannelSid, ChannelView> found) {
        List<ChannelState> states = new ArrayList<>();
        for (ChannelSid sid : sids) {
            ChannelView view = found.get(sid);
            if (view != null) {
                states.add(view.channel());
            }
        }
        return states;
    }

    /** The map is made with the first public channel. */
    private static Future<ItemPage> noneYet(Throwable failure) {
        return failure instanceof RequestFailedException refusal && refusal.code() == ErrorCode.MAP_NOT_FOUND
                ? Future.succeededFuture(new ItemPage(List.of(), false, false))
                : Future.failedFuture(failure);
    }
}
