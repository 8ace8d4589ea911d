package dev.chorus.gateway.subscription;

import dev.chorus.contract.change.Change;
import dev.chorus.contract.object.ObjectSid;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A dialect's words for changes. Subscribers that share an encoder are sent the same frame, so there is one encoder for
 * each dialect and base URL in use.
 */
public interface EventEncoder {
    /** The frame that tells of a change; the caller owns it. Null where the dialect has no words for it. */
    @Nullable
    ByteBuf event(ObjectSid object, Change change);

    /**
     * The frame, for the connection that caused it, which knows the change from the answer to its request. Null for
     * none.
     */
    @Nullable
    ByteBuf ownEvent(ObjectSid object, Change change);

    /**
     * Whether a removal is told behind the answers to all that the connection asked before it: there are clients that
     * cannot take the end of what they are still reading.
     */
    default boolean tellsRemovalsBehindAnswers() {
        return false;
    }
}
