package dev.chorus.client.messaging;

import dev.chorus.client.Emitter;
import dev.chorus.client.EventType;
import dev.chorus.client.connection.CallRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A user in a channel. Whoever leaves and comes back is another member. */
public final class Member extends Emitter {
    /** It is another now. */
    public static final EventType<MemberUpdated> UPDATED = new EventType<>("updated");
    /** The member has begun to type. */
    public static final EventType<Member> TYPING_STARTED = new EventType<>("typingStarted");
    /** The member has stopped typing. */
    public static final EventType<Member> TYPING_ENDED = new EventType<>("typingEnded");

    private static final List<String> FIELDS =
            List.of("roleSid", "lastConsumedMessageIndex", "lastConsumptionTimestamp", "dateUpdated");

    private final MessagingContext context;
    private final Channel channel;
    private final String sid;
    private final Waiters waiters;
    private volatile JsonObject data;
    private volatile JsonObject attributes;
    private volatile boolean isTyping;

    Member(MessagingContext context, Channel channel, String sid, JsonObject data) {
        this.context = context;
        this.channel = channel;
        this.sid = sid;
        this.waiters = new Waiters(context.vertx());
        this.data = data;
        this.attributes = MessagingContext.attributes(data.getValue("attributes"));
    }

    /** Its id. */
    public String sid() {
        return sid;
    }

    /** Where it is a member. */
    public Channel channel() {
        return channel;
    }

    /** Who it is. */
    public String identity() {
        return data.getString("identity");
    }

    /** The role in the channel. */
    public String roleSid() {
        return data.getString("roleSid");
    }

    /** What the app keeps about the membership: a copy. */
    public JsonObject attributes() {
        return attributes.copy();
    }

    /** How far the member has read: a message's index; null for not at all. */
    public @Nullable Long lastConsumedMessageIndex() {
        return data.getLong("lastConsumedMessageIndex");
    }

    /** When the member last said how far; null for never. */
    public @Nullable Instant lastConsumptionTimestamp() {
        String at = data.getString("lastConsumptionTimestamp");
        return at == null ? null : Instant.parse(at);
    }

    /** Since when it is a member. */
    public Instant dateCreated() {
        return Instant.parse(data.getString("dateCreated"));
    }

    /** When its attributes or role last changed. */
    public Instant dateUpdated() {
        return Instant.parse(data.getString("dateUpdated"));
    }

    /** Whether the member is typing now. */
    public boolean isTyping() {
        return isTyping;
    }

    /** The user behind it, who is followed from then on. */
    public Future<UserInfo> getUserInfo() {
        return context.loop().call(() -> context.users().get(identity()));
    }

    /** Changes the attributes. One's own, unless the role allows more. */
    public Future<Member> updateAttributes(JsonObject values) {
        String path = MessagingContext.CHAT + "/Conversations/" + channel.sid() + "/Participants/" + sid;
        CallRequest request = CallRequest.post(path, new JsonObject().put("attributes", values.encode()));
        return context.inOrder(
                "member " + sid,
                () -> context.ask(request).compose(answer -> {
                    Instant date = Instant.parse(answer.body().getString("date_updated"));
                    return waiters.until(() -> !dateUpdated().isBefore(date)).map(this);
                }));
    }

    /** Removes the member from the channel. */
    public Future<Void> remove() {
        return channel.removeMember(this);
    }

    /** Takes over what it is now, and says what changed. */
    List<String> take(JsonObject next) {
        JsonObject before = data;
        JsonObject nextAttributes = MessagingContext.attributes(next.getValue("attributes"));
        List<String> changes = new ArrayList<>();
        for (String field : FIELDS) {
            if (!Objects.equals(before.getValue(field), next.getValue(field))) {
                changes.add(field);
            }
        }
        if (!nextAttributes.equals(attributes)) {
            changes.add("attributes");
        }
        data = next;
        attributes = nextAttributes;
        waiters.look();
        return changes;
    }

    /** Notes whether the member types; true if that is news. */
    boolean typing(boolean types) {
        boolean changed = isTyping != types;
        isTyping = types;
        return changed;
    }

    <T> void tell(EventType<T> event, T subject) {
        emit(event, subject);
    }
}
