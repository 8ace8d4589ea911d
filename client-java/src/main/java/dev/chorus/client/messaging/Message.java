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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message of a channel. */
public final class Message extends Emitter {
    /** It is another now. */
    public static final EventType<MessageUpdated> UPDATED = new EventType<>("updated");

    private final MessagingContext context;
    private final Channel channel;
    private final long index;
    private final Waiters waiters;
    private volatile JsonObject data;
    private volatile JsonObject attributes;
    private long eventId;
    private boolean isRemoved;

    Message(MessagingContext context, Channel channel, long index, JsonObject data, long eventId) {
        this.context = context;
        this.channel = channel;
        this.index = index;
        this.waiters = new Waiters(context.vertx());
        this.data = data;
        this.attributes = MessagingContext.attributes(data.getValue("attributes"));
        this.eventId = eventId;
    }

    /** Its id. */
    public String sid() {
        return data.getString("sid");
    }

    /** Where it was sent. */
    public Channel channel() {
        return channel;
    }

    /** Its place in the channel: 0, 1, 2 and so on, never used again. */
    public long index() {
        return index;
    }

    /** The identity of who wrote it. */
    public @Nullable String author() {
        return data.getString("author");
    }

    /** The text. */
    public String body() {
        return data.getString("text", "");
    }

    /** What the app keeps about it: a copy. */
    public JsonObject attributes() {
        return attributes.copy();
    }

    /** The sid that its author had as a member. */
    public @Nullable String memberSid() {
        return data.getString("memberSid");
    }

    /** When it was sent. */
    public Instant dateCreated() {
        return Instant.parse(data.getString("timestamp"));
    }

    /** When it was last changed. */
    public Instant dateUpdated() {
        return Instant.parse(data.getString("dateUpdated", data.getString("timestamp")));
    }

    /** The identity of who changed it last; null for nobody. */
    public @Nullable String lastUpdatedBy() {
        return data.getString("lastUpdatedBy");
    }

    /** The member who wrote it; empty if no longer one. */
    public Future<Optional<Member>> getMember() {
        return channel.getMembers()
                .map(members -> members.stream()
                        .filter(member -> member.sid().equals(memberSid())
                                || member.identity().equals(author()))
                        .findFirst());
    }

    /** Changes the text. One's own messages', unless the role allows more. */
    public Future<Message> updateBody(String body) {
        return update(new JsonObject().put("body", body));
    }

    /** Changes the attributes. One's own messages', unless the role allows more. */
    public Future<Message> updateAttributes(JsonObject values) {
        return update(new JsonObject().put("attributes", values.encode()));
    }

    /** Removes it for everybody. Its index stays used. */
    public Future<Message> remove() {
        return context.inOrder(
                "message " + sid(),
                () -> context.ask(CallRequest.of("DELETE", path()))
                        .compose(done -> waiters.until(() -> isRemoved))
                        .map(this));
    }

    /** Takes over what it is now, and says what changed; nothing where that is older. */
    List<String> take(JsonObject next, long nextEventId) {
        List<String> changes = new ArrayList<>();
        if (nextEventId <= eventId) {
            return changes;
        }
        JsonObject before = data;
        JsonObject nextAttributes = MessagingContext.attributes(next.getValue("attributes"));
        for (String field : List.of("author", "lastUpdatedBy", "dateUpdated")) {
            if (!Objects.equals(before.getValue(field), next.getValue(field))) {
                changes.add(field);
            }
        }
        if (!Objects.equals(before.getValue("text"), next.getValue("text"))) {
            changes.add("body");
        }
        if (!nextAttributes.equals(attributes)) {
            changes.add("attributes");
        }
        data = next;
        attributes = nextAttributes;
        eventId = nextEventId;
        waiters.look();
        return changes;
    }

    void removed() {
        isRemoved = true;
        waiters.look();
    }

    void tellUpdated(MessageUpdated updated) {
        emit(UPDATED, updated);
    }

    private Future<Message> update(JsonObject body) {
        return context.inOrder(
                "message " + sid(),
                () -> context.ask(CallRequest.post(path(), body))
                        .compose(answer -> {
                            Instant date = Instant.parse(answer.body().getString("date_updated"));
                            return waiters.until(
                                    () -> isRemoved || !dateUpdated().isBefore(date));
                        })
                        .map(this));
    }

    private String path() {
        return MessagingContext.CHAT + "/Conversations/" + channel.sid() + "/Messages/" + sid();
    }
}
