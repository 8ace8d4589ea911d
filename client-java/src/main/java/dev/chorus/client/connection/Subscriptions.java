package dev.chorus.client.connection;

import dev.chorus.client.ChorusException;
import dev.chorus.client.ConnectionState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client follows: asked for in rounds, again after each reconnect and from the last known event on (sync
 * specification, section 18).
 */
public final class Subscriptions implements ConnectionListener {
    private static final String EVENTS = "twilio.sync.event";
    private static final String PATH = "/v4/Subscriptions";
    private static final int BATCH = 100;
    /** Until a subscription that nobody confirms is asked for again. */
    private static final long CONFIRMATION_MILLIS = 15_000;

    private static final long RETRY_MILLIS = 500;
    private static final int NOT_FOUND = 404;

    private final Vertx vertx;
    private final Connection connection;
    private final Map<String, Feed> feeds = new HashMap<>();
    private final Set<Feed> pending = new LinkedHashSet<>();
    /** Which round a feed waits for. */
    private final Map<Feed, Long> rounds = new HashMap<>();

    private long round = System.currentTimeMillis();
    private boolean scheduled;
    private boolean mayAsk;
    private long renewal = -1;

    /** The subscriptions of a connection. */
    public Subscriptions(Vertx vertx, Connection connection) {
        this.vertx = vertx;
        this.connection = connection;
        connection.listen(this);
    }

    /**
     * Follows an object.
     *
     * @param lastEventId what is known already; null for a stream
     */
    public Feed follow(FollowedObject object, @Nullable Long lastEventId, FeedListener listener) {
        Feed feed = new Feed(vertx, object, lastEventId, listener, this::ask);
        feeds.put(object.sid(), feed);
        ask(feed);
        return feed;
    }

    /** Follows it no more. */
    public void unfollow(Feed feed) {
        if (feeds.get(feed.object().sid()) != feed) {
            feed.close();
            return;
        }
        forget(feed);
        if (mayAsk) {
            post("cancel", new JsonArray().add(named(feed)), ++round);
        }
    }

    /** Ends all of it. */
    public void close() {
        vertx.cancelTimer(renewal);
        List.copyOf(feeds.values()).forEach(this::forget);
    }

    @Override
    public void stateChanged(ConnectionState state) {
        if (state != ConnectionState.CONNECTED) {
            mayAsk = false;
            vertx.cancelTimer(renewal);
        }
    }

    @Override
    public void ready(Future<Void> resent) {
        // Answers to what is sent again go first: by them own changes are known as such.
        resent.onComplete(done -> {
            if (connection.state() == ConnectionState.CONNECTED) {
                mayAsk = true;
                renew();
            }
        });
    }

    @Override
    public void notification(String messageType, JsonObject payload) {
        if (!messageType.equals(EVENTS) && !messageType.startsWith("com.twilio.rtd.cds.")) {
            return;
        }
        JsonArray events = payload.getJsonArray("events");
        if (events == null) {
            events = new JsonArray();
            JsonObject single = payload.getJsonObject("event");
            if (single != null) {
                events.add(single);
            }
        }
        for (int i = 0; i < events.size(); i++) {
            take(payload.getString("event_type", ""), events.getJsonObject(i), payload.getLong("correlation_id"));
        }
    }

    private void renew() {
        List.copyOf(feeds.values()).forEach(this::ask);
    }

    private void ask(Feed feed) {
        feed.restart();
        pending.add(feed);
        schedule(1);
    }

    private void schedule(long delayMillis) {
        if (!scheduled) {
            scheduled = true;
            vertx.setTimer(delayMillis, timer -> {
                scheduled = false;
                flush();
            });
        }
    }

    private void flush() {
        if (!mayAsk) {
            return;
        }
        List<Feed> wanted = pending.stream().filter(feed -> !feed.isClosed()).toList();
        pending.clear();
        for (int start = 0; start < wanted.size(); start += BATCH) {
            establish(wanted.subList(start, Math.min(start + BATCH, wanted.size())));
        }
    }

    private void establish(List<Feed> batch) {
        long current = ++round;
        JsonArray requests = new JsonArray();
        for (Feed feed : batch) {
            rounds.put(feed, current);
            requests.add(named(feed).put("last_event_id", feed.lastEventId()));
        }
        post("establish", requests, current)
                .onSuccess(answer -> {
                    renewAfter(answer.body().getLong("ttl_in_s"));
                    vertx.setTimer(CONFIRMATION_MILLIS, timer -> {
                        if (mayAsk) {
                            waiting(batch, current).forEach(this::ask);
                        }
                    });
                })
                .onFailure(failure -> {
                    pending.addAll(waiting(batch, current));
                    schedule(RETRY_MILLIS);
                });
    }

    private List<Feed> waiting(List<Feed> batch, long current) {
        return batch.stream()
                .filter(feed -> !feed.isClosed() && isRound(feed, current))
                .toList();
    }

    private boolean isRound(Feed feed, @Nullable Long id) {
        Long expected = rounds.get(feed);
        return expected != null && expected.equals(id);
    }

    private Future<Answer> post(String action, JsonArray requests, long id) {
        JsonObject body = new JsonObject()
                .put("event_protocol_version", 4)
                .put("action", action)
                .put("correlation_id", id)
                .put("retried_requests", 0)
                .put("ttl_in_s", -1)
                .put("reopens", true)
                .put("requests", requests);
        return connection.request(CallRequest.post(PATH, body).forThisConnection());
    }

    private static JsonObject named(Feed feed) {
        return new JsonObject()
                .put("object_sid", feed.object().sid())
                .put("object_type", feed.object().type());
    }

    private void renewAfter(@Nullable Long ttlSeconds) {
        if (ttlSeconds != null && ttlSeconds > 0) {
            vertx.cancelTimer(renewal);
            renewal = vertx.setTimer(ttlSeconds * 900, timer -> renew());
        }
    }

    private void take(String eventType, JsonObject event, @Nullable Long id) {
        Feed feed = feeds.get(subject(event));
        if (feed == null) {
            return;
        }
        switch (eventType) {
            case "subscription_established" -> {
                if (isRound(feed, id)) {
                    rounds.remove(feed);
                    if ("interrupted".equals(event.getString("replay_status"))) {
                        ask(feed);
                    } else {
                        feed.established(event.getLong("last_event_id"));
                    }
                }
            }
            case "subscription_failed" -> failed(feed, event.getJsonObject("error", new JsonObject()), id);
            case "subscription_canceled" -> {
                // It is forgotten already.
            }
            default -> {
                if (eventType.equals(feed.object().type() + "_removed")) {
                    forget(feed);
                    feed.listener().gone();
                } else {
                    feed.event(eventType, event, id != null);
                }
            }
        }
    }

    private void failed(Feed feed, JsonObject error, @Nullable Long id) {
        int status = error.getInteger("status", 0);
        if (status == NOT_FOUND) {
            forget(feed);
            feed.listener().gone();
        } else if (id == null || isRound(feed, id)) {
            forget(feed);
            feed.listener()
                    .failed(new ChorusException(error.getInteger("code", 0), status, error.getString("message")));
        }
    }

    private static @Nullable String subject(JsonObject event) {
        for (String field : List.of("object_sid", "document_sid", "list_sid", "map_sid", "stream_sid")) {
            String sid = event.getString(field);
            if (sid != null) {
                return sid;
            }
        }
        return null;
    }

    private void forget(Feed feed) {
        feeds.remove(feed.object().sid());
        pending.remove(feed);
        rounds.remove(feed);
        feed.close();
    }
}
