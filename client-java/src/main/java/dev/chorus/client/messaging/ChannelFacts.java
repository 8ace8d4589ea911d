package dev.chorus.client.messaging;

import dev.chorus.client.Emitter;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of a channel: always the present, from any thread. */
abstract class ChannelFacts extends Emitter {
    private final String sid;
    private volatile ChannelState state = ChannelState.unknown();

    ChannelFacts(String sid) {
        this.sid = sid;
    }

    /** Its id. */
    public String sid() {
        return sid;
    }

    /** Its name that no other channel of the service has; null if it has none. */
    public @Nullable String uniqueName() {
        return state.data().getString("uniqueName");
    }

    /** The name to show; null if there is none. */
    public @Nullable String friendlyName() {
        return state.data().getString("friendlyName");
    }

    /** What the app keeps about it: a copy. */
    public JsonObject attributes() {
        return state.attributes().copy();
    }

    /** Whether it is hidden from whoever is not invited. */
    public boolean isPrivate() {
        return type().equals("private");
    }

    /** {@code public} or {@code private}. */
    public String type() {
        ChannelState now = state;
        return now.data().getString("type", now.membership().getString("type", "private"));
    }

    /** The identity of who made it. */
    public String createdBy() {
        return state.data().getString("createdBy");
    }

    /** When it was made. */
    public Instant dateCreated() {
        return Instant.parse(state.data().getString("dateCreated"));
    }

    /** When its names or attributes last changed. */
    public Instant dateUpdated() {
        return Instant.parse(state.data().getString("dateUpdated"));
    }

    /** What the own user is to it. */
    public ChannelStatus status() {
        return ChannelStatus.of(state.membership().getString("status"));
    }

    /** How far the own user has read; null for not at all. */
    public @Nullable Long lastConsumedMessageIndex() {
        return state.membership().getLong("lastConsumedMessageIndex");
    }

    /** {@code default} or {@code muted}. */
    public String notificationLevel() {
        return state.membership().getString("notificationLevel", "default");
    }

    /** Its last message; empty if there is none. */
    public Optional<LastMessage> lastMessage() {
        return Optional.ofNullable(state.data().getJsonObject("lastMessage"))
                .map(last -> new LastMessage(last.getLong("index"), Instant.parse(last.getString("timestamp"))));
    }

    String messagesName() {
        return state.data().getString("messages", sid + ".messages");
    }

    String rosterName() {
        return state.data().getString("roster", sid + ".roster");
    }

    /** Takes over names and attributes, unless these are older; says what changed. */
    List<String> takeData(JsonObject data) {
        return become(state.withData(data));
    }

    /** Takes over what the own user is to it; says what changed. */
    List<String> takeMembership(JsonObject membership) {
        return become(state.withMembership(membership));
    }

    private List<String> become(ChannelState next) {
        ChannelState before = state;
        state = next;
        return next.changesSince(before);
    }
}
