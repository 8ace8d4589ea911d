package dev.chorus.gateway.subscription;

import dev.chorus.contract.change.Change;
import dev.chorus.contract.error.RequestFailedException;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** What a dialect says about one subscription itself, and how it words changes that are told again. */
public interface SubscriptionEvents {
    /** The frame of a change that happened before the subscription; own is whether the connection caused it. */
    @Nullable
    ByteBuf replayed(Change change, boolean own);

    /** The frame that says that everything up to an event was told and changes will be told as they come. */
    @Nullable
    ByteBuf established(long upToEventId);

    /** The frame that says that the replay stops here and the client is to ask again. */
    @Nullable
    ByteBuf interrupted(long upToEventId);

    /** The frame that says that the subscription does not come about. */
    @Nullable
    ByteBuf failed(RequestFailedException refusal);

    /** The frame that says that a subscription which was established exists no longer. */
    @Nullable
    ByteBuf lost(RequestFailedException refusal);

    /**
     * Whether its client opens an object anew when it hears that it cannot be told everything. One that does not is told what can be
     * told: it may go on showing what was removed or lost, and would otherwise show nothing new ever again.
     */
    boolean reopens();
}
