package dev.chorus.messaging.channel;

import dev.chorus.contract.access.Caller;
import dev.chorus.contract.channel.ChannelPage;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.channel.ChannelType;
import dev.chorus.messaging.index.ServiceIndex;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All channels of a service, page by page, each as it is now. */
public final class ChannelPages {
    private static final int LIMIT = 100;
    private static final List<ServiceIndex.Kind> BOTH =
            List.of(ServiceIndex.Kind.PUBLIC_CHANNELS, ServiceIndex.Kind.PRIVATE_CHANNELS);

    private final ServiceIndex index;
    private final ChannelStore channels;

    /** Pages of the index, joined with the channels themselves. */
    public ChannelPages(ServiceIndex index, ChannelStore channels) {
        this.index = index;
        this.channels = channels;
    }

    /** Reads a page, the oldest channels first. */
    Future<ChannelPage> read(Caller caller, @Nullable ChannelType type, @Nullable String from, int limit) {
        int size = Math.max(1, Math.min(LIMIT, limit));
        List<ServiceIndex.Kind> kinds =
                type == null ? BOTH : type == ChannelType.PUBLIC ? BOTH.subList(0, 1) : BOTH.subList(1, 2);
        return index.read(caller.serviceSid(), kinds, from, size).compose(page -> {
            List<ChannelSid> sids = page.sids().stream().map(ChannelSid::new).toList();
            return channels.read(caller, true, caller.identity(), sids)
                    .map(found -> new ChannelPage(
                            sids.stream()
                                    .map(found::get)
                                    .filter(Objects::nonNull)
                                    .map(ChannelView::channel)
                                    .toList(),
                            page.next()));
        });
    }
}
