package dev.chorus.bus;

import java.util.List;

/**
 * Where services publish what happened, for any verticle that joins the cluster. Delivery is best effort, at most once,
 * and from one service instance in the order in which it happened there; what must not be missed is read from the
 * objects themselves. Publishing where nobody listens costs next to nothing.
 */
public final class EventAddress {
    /** A channel was made: {@link dev.chorus.contract.event.ChannelEvent}. */
    public static final String CHANNEL_CREATED = "chorus.messaging.channel-created";

    /** A channel's names or attributes changed: {@link dev.chorus.contract.event.ChannelEvent}. */
    public static final String CHANNEL_UPDATED = "chorus.messaging.channel-updated";

    /** A channel was removed: {@link dev.chorus.contract.event.ChannelEvent}. */
    public static final String CHANNEL_DELETED = "chorus.messaging.channel-deleted";

    /** A user became a member: {@link dev.chorus.contract.event.MemberEvent}. */
    public static final String MEMBER_JOINED = "chorus.messaging.member-joined";

    /** A user is a member no longer: {@link dev.chorus.contract.event.MemberEvent}. */
    public static final String MEMBER_LEFT = "chorus.messaging.member-left";

    /** A message was sent: {@link dev.chorus.contract.event.MessageEvent}. */
    public static final String MESSAGE_ADDED = "chorus.messaging.message-added";

    /** A message was changed: {@link dev.chorus.contract.event.MessageEvent}. */
    public static final String MESSAGE_UPDATED = "chorus.messaging.message-updated";

    /** A message was removed: {@link dev.chorus.contract.event.MessageEvent}. */
    public static final String MESSAGE_REMOVED = "chorus.messaging.message-removed";

    /** All of them. */
    public static final List<String> ALL = List.of(
            CHANNEL_CREATED,
            CHANNEL_UPDATED,
            CHANNEL_DELETED,
            MEMBER_JOINED,
            MEMBER_LEFT,
            MESSAGE_ADDED,
            MESSAGE_UPDATED,
            MESSAGE_REMOVED);

    private EventAddress() {}
}
