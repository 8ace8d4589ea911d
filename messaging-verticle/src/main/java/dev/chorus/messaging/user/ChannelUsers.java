package dev.chorus.messaging.user;

import dev.chorus.contract.access.Caller;
import dev.chorus.contract.channel.ChannelSid;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is a member of a channel, page by page. */
@FunctionalInterface
public interface ChannelUsers {
    /**
     * Reads a page of a channel's members, as their sids are ordered. Fails as reading the roster does.
     *
     * @param caller who asks; has to be a member
     * @param channel the channel
     * @param from the member sid where the page begins; null for the first page
     * @param limit how many at most
     */
    Future<IdentityPage> page(Caller caller, ChannelSid channel, @Nullable String from, int limit);

    /**
     * A page of members' identities.
     *
     * @param identities who they are
     * @param next the member sid where the next page begins; null if there is none
     */
    record IdentityPage(List<String> identities, @Nullable String next) {}
}
