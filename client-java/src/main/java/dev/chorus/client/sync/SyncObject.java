package dev.chorus.client.sync;

import dev.chorus.client.ChorusException;
import dev.chorus.client.Emitter;
import dev.chorus.client.EventType;
import dev.chorus.client.connection.Answer;
import dev.chorus.client.connection.CallRequest;
import dev.chorus.client.connection.Feed;
import dev.chorus.client.connection.FeedListener;
import dev.chorus.client.connection.FollowedObject;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What documents, lists, maps and streams have in common. */
public abstract class SyncObject extends Emitter implements AutoCloseable {
    /** The object was removed, here or elsewhere, or ended by itself. */
    public static final EventType<Removed> REMOVED = new EventType<>("removed");
    /** The server tells no more of it, for instance because a permission was taken away. */
    public static final EventType<ChorusException> FAILURE = new EventType<>("failure");

    private final SyncContext context;
    private final String type;
    private final String sid;
    private final @Nullable String uniqueName;
    private final String createdBy;
    private final Instant dateCreated;
    private final String path;
    private final Feed feed;
    private volatile Instant dateUpdated;
    private volatile @Nullable Instant dateExpires;
    private boolean gone;

    SyncObject(SyncContext context, String type, String collection, JsonObject root) {
        this.context = context;
        this.type = type;
        this.sid = root.getString("sid");
        this.uniqueName = root.getString("unique_name");
        this.createdBy = root.getString("created_by", "");
        this.dateCreated = Instant.parse(root.getString("date_created"));
        this.dateUpdated = Instant.parse(root.getString("date_updated"));
        this.dateExpires = date(root.getString("date_expires"));
        this.path = "/v3/" + collection + "/" + sid;
        this.feed = context.subscriptions()
                .follow(new FollowedObject(sid, type), root.getLong("last_event_id"), new FeedListener() {
                    @Override
                    public void changed(String eventType, JsonObject event) {
                        String at = event.getString("date_created");
                        if (at != null) {
                            dateUpdated = Instant.parse(at);
                        }
                        SyncObject.this.changed(eventType, event);
                    }

                    @Override
                    public void gone() {
                        went(false);
                    }

                    @Override
                    public void failed(ChorusException error) {
                        emit(FAILURE, error);
                    }
                });
    }

    /** Its id. */
    public String sid() {
        return sid;
    }

    /** Its name, unique among its kind in the service; null if it has none. */
    public @Nullable String uniqueName() {
        return uniqueName;
    }

    /** Who made it. */
    public String createdBy() {
        return createdBy;
    }

    /** When it was made. */
    public Instant dateCreated() {
        return dateCreated;
    }

    /** When it last changed, as far as is known here. */
    public Instant dateUpdated() {
        return dateUpdated;
    }

    /** When it ends by itself; null for never. */
    public @Nullable Instant dateExpires() {
        return dateExpires;
    }

    /**
     * Sets when it removes itself.
     *
     * @param ttlSeconds from now; 0 for never
     */
    public Future<Void> setTtl(long ttlSeconds) {
        return loop(() -> call(CallRequest.post(path, new JsonObject().put("ttl", ttlSeconds))))
                .map(answer -> {
                    touch(answer.body());
                    return null;
                });
    }

    /** Lets go of it: no more events. The object itself stays where it is. */
    @Override
    public void close() {
        context.loop().run(this::letGo);
    }

    /** A change that others made. */
    abstract void changed(String eventType, JsonObject event);

    Future<Void> removeObject() {
        return loop(() -> call(CallRequest.of("DELETE", path), answer -> {
            went(true);
            return Future.succeededFuture();
        }));
    }

    String path() {
        return path;
    }

    String type() {
        return type;
    }

    Feed feed() {
        return feed;
    }

    /** Does something on the client's event loop, from where nothing else touches the object. */
    <T> Future<T> loop(Supplier<Future<T>> work) {
        return context.loop().call(work);
    }

    /** One after the other, in the order of the calls. */
    <T> Future<T> inOrder(String part, Supplier<Future<T>> work) {
        return loop(() -> context.lanes().run(sid + " " + part, work));
    }

    Future<Answer> call(CallRequest request) {
        return call(request, Future::succeededFuture);
    }

    /** Asks, unless the object is gone. */
    <T> Future<T> call(CallRequest request, Function<Answer, Future<T>> receive) {
        return gone
                ? Future.failedFuture(new ChorusException(
                        ChorusException.OBJECT_GONE, 0, "The " + type + " " + sid + " has been removed or closed"))
                : context.connection().request(request, receive);
    }

    void touch(JsonObject body) {
        String updated = body.getString("date_updated");
        if (updated != null) {
            dateUpdated = Instant.parse(updated);
        }
        if (body.containsKey("date_expires")) {
            dateExpires = date(body.getString("date_expires"));
        }
    }

    static @Nullable Instant date(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }

    private void letGo() {
        if (!gone) {
            gone = true;
            context.subscriptions().unfollow(feed);
            context.forget().accept(sid);
        }
    }

    private void went(boolean isLocal) {
        if (!gone) {
            letGo();
            emit(REMOVED, new Removed(isLocal));
        }
    }
}
