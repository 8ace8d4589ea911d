package dev.chorus.client.connection;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one object, in the order of their event ids, each once: those of others as they come, own ones when
 * their turn comes. Whatever was missed while the connection was away is told from the last id on.
 */
public final class Feed {
    /** How long an own change may be missing among the events before they are asked for again. */
    private static final long OVERDUE_MILLIS = 5_000;

    /** How many events wait behind a place that may be that of an own change; with more, it is passed over. */
    private static final int BEHIND_LIMIT = 1_000;

    private static final long NONE = -1;

    private enum State {
        REPLAYING,
        LIVE,
        CLOSED
    }

    private record OwnChange(Runnable apply, Promise<Void> done) {}

    /** A place that may be that of an own change whose answer is still on its way, and what is told behind it. */
    private record Hold(long at, Set<Object> awaited, List<Runnable> behind) {}

    private final Vertx vertx;
    private final FollowedObject object;
    private final FeedListener listener;
    private final Consumer<Feed> refresh;
    private final TreeMap<Long, OwnChange> own = new TreeMap<>();
    private final Set<Object> asked = new HashSet<>();
    private final Promise<Void> live = Promise.promise();
    private State state = State.REPLAYING;
    private long cursor;
    private long overdue = -1;
    private @Nullable Hold held;

    Feed(
            Vertx vertx,
            FollowedObject object,
            @Nullable Long lastEventId,
            FeedListener listener,
            Consumer<Feed> refresh) {
        this.vertx = vertx;
        this.object = object;
        this.cursor = lastEventId == null ? NONE : lastEventId;
        this.listener = listener;
        this.refresh = refresh;
    }

    FollowedObject object() {
        return object;
    }

    FeedListener listener() {
        return listener;
    }

    /** Completes when changes are told as they happen, for the first time, or when that will never be. */
    public Future<Void> live() {
        return live.future();
    }

    /** The id of the last event that was told; null for a stream, whose messages have none. */
    @Nullable
    Long lastEventId() {
        return cursor == NONE ? null : cursor;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    /** Events come from here on as a replay, or there is no connection. */
    void restart() {
        if (!isClosed()) {
            state = State.REPLAYING;
            // It comes again, with whatever is behind it.
            held = null;
        }
    }

    /** The replay is complete, up to this id. */
    void established(@Nullable Long lastEventId) {
        if (isClosed() || holdsBack(() -> established(lastEventId))) {
            return;
        }
        state = State.LIVE;
        live.tryComplete();
        if (lastEventId != null && cursor != NONE) {
            advance(lastEventId);
        }
        watchOwn();
    }

    /**
     * A change.
     *
     * @param isReplay whether it belongs to an answer about what was missed, which leaves out what is outdated
     */
    void event(String eventType, JsonObject event, boolean isReplay) {
        if (isClosed() || holdsBack(() -> event(eventType, event, isReplay))) {
            return;
        }
        Long id = event.getLong("id");
        if (cursor == NONE || id == null) {
            listener.changed(eventType, event);
            return;
        }
        if (id <= cursor) {
            return;
        }
        if (!isReplay && id > cursor + 1 && !ownsAllUpTo(id)) {
            // Something is missing, whoever lost it: the replay, which may be under way already, has this one too.
            if (state == State.LIVE) {
                refresh.accept(this);
            }
            return;
        }
        boolean isOwn = own.containsKey(id);
        advance(isOwn ? id : id - 1);
        if (!isOwn && eventType.equals(object.type() + "_cursor") && !asked.isEmpty()) {
            held = new Hold(id, new HashSet<>(asked), new ArrayList<>());
            return;
        }
        if (!isOwn) {
            cursor = id;
            listener.changed(eventType, event);
        }
    }

    /**
     * Says that a change is being asked for whose event has no content for whoever made it. While there is no answer, such an
     * event may be that of this change, and holds back what follows.
     *
     * @return what to run when there is an answer or none will come
     */
    public Runnable ask() {
        Object question = new Object();
        asked.add(question);
        return () -> {
            asked.remove(question);
            if (held != null
                    && held.awaited().remove(question)
                    && held.awaited().isEmpty()) {
                release();
            }
        };
    }

    /**
     * An own change, once it is known under which id it happened. Completes when it has been told in its turn.
     *
     * @param apply makes the change known here
     */
    public Future<Void> own(long eventId, Runnable apply) {
        if (isClosed() || cursor == NONE) {
            apply.run();
            return Future.succeededFuture();
        }
        if (eventId <= cursor) {
            // It was told already, by a replay that overtook its answer.
            return Future.succeededFuture();
        }
        Promise<Void> done = Promise.promise();
        own.put(eventId, new OwnChange(apply, done));
        watchOwn();
        return done.future();
    }

    /** Ends it: whatever waits here is told now. */
    void close() {
        if (!isClosed()) {
            release();
            tellOwnUpTo(Long.MAX_VALUE);
            state = State.CLOSED;
            live.tryComplete();
            vertx.cancelTimer(overdue);
        }
    }

    private boolean holdsBack(Runnable what) {
        if (held != null && held.behind().size() >= BEHIND_LIMIT) {
            release();
        }
        if (held == null) {
            return false;
        }
        held.behind().add(what);
        return true;
    }

    private void release() {
        Hold over = held;
        held = null;
        if (over != null) {
            advance(over.at());
            over.behind().forEach(Runnable::run);
        }
    }

    /** Tells own changes up to an id, in order, and moves there. */
    private void advance(long eventId) {
        tellOwnUpTo(eventId);
        cursor = Math.max(cursor, eventId);
    }

    private void tellOwnUpTo(long eventId) {
        while (!own.isEmpty() && own.firstKey() <= eventId) {
            Map.Entry<Long, OwnChange> first = own.pollFirstEntry();
            cursor = first.getKey();
            first.getValue().apply().run();
            first.getValue().done().complete();
        }
    }

    /** Whether there is an own change for each id up to this one: then nothing is missing. */
    private boolean ownsAllUpTo(long id) {
        for (long missing = cursor + 1; missing < id; missing++) {
            if (!own.containsKey(missing)) {
                return false;
            }
        }
        return true;
    }

    private void watchOwn() {
        vertx.cancelTimer(overdue);
        if (!own.isEmpty() && state == State.LIVE) {
            overdue = vertx.setTimer(OVERDUE_MILLIS, timer -> refresh.accept(this));
        }
    }
}
