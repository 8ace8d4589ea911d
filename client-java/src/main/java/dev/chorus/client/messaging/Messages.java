package dev.chorus.client.messaging;

import dev.chorus.client.ChorusException;
import dev.chorus.client.Page;
import dev.chorus.client.connection.CallRequest;
import dev.chorus.client.connection.Feed;
import dev.chorus.client.connection.FeedListener;
import dev.chorus.client.connection.FollowedObject;
import dev.chorus.client.connection.Recent;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A channel's messages: followed, and read page by page. */
final class Messages implements FeedListener {
    private static final int REMEMBERED = 1_000;
    private static final int PAGE = 100;
    private static final long RETRY_MILLIS = 1_000;

    private final MessagingContext context;
    private final Channel channel;
    private final Recent<Long, Message> known = new Recent<>(REMEMBERED);
    private @Nullable String sid;
    private @Nullable Feed feed;
    private boolean followed;

    Messages(MessagingContext context, Channel channel) {
        this.context = context;
        this.channel = channel;
    }

    /** Follows them from now on. */
    Future<Void> follow() {
        followed = true;
        return open().compose(root -> {
            Feed present = feed;
            if (present == null) {
                FollowedObject list = new FollowedObject(root.getString("sid"), "list");
                present = context.subscriptions().follow(list, root.getLong("last_event_id"), this);
                feed = present;
            }
            return present.live();
        });
    }

    void unfollow() {
        followed = false;
        if (feed != null) {
            context.subscriptions().unfollow(feed);
            feed = null;
        }
    }

    /** A page, its messages in ascending order: older ones are before it, newer ones after it. */
    Future<Page<Message>> page(int pageSize, @Nullable Long anchor, boolean backwards) {
        Future<String> list = sid == null ? open().map(root -> root.getString("sid")) : Future.succeededFuture(sid);
        return list.compose(of -> read(
                CallRequest.get("/v3/Lists/" + of + "/Items")
                        .withParam("PageSize", pageSize)
                        .withParam("From", anchor)
                        .withParam("Order", backwards ? "desc" : "asc"),
                backwards));
    }

    @Override
    public void changed(String eventType, JsonObject event) {
        Long index = event.getLong("item_index");
        if (index == null) {
            return;
        }
        boolean wasKnown = known.containsKey(index);
        Message message = message(index, event.getJsonObject("item_data"), event.getLong("id"));
        switch (eventType) {
            case "list_item_added" -> tellAdded(message);
            case "list_item_updated" -> {
                if (!wasKnown) {
                    tellUpdated(message, List.of("dateUpdated"));
                }
            }
            case "list_item_removed" -> {
                known.remove(index);
                message.removed();
                channel.tell(Channel.MESSAGE_REMOVED, message);
                context.tell(MessagingClient.MESSAGE_REMOVED, message);
            }
            default -> {
                // Of a later server.
            }
        }
    }

    @Override
    public void gone() {
        // The channel's own end is told by other events.
    }

    @Override
    public void failed(ChorusException error) {
        if (error.code() == CURSOR_LOST) {
            readAnew();
        }
    }

    /** The server does not have all that was told. The latest messages that it has are told, where they are not known. */
    private void readAnew() {
        if (!followed) {
            return;
        }
        feed = null;
        follow().compose(live -> context.ask(CallRequest.get("/v3/Lists/" + sid + "/Items")
                        .withParam("PageSize", PAGE)
                        .withParam("Order", "desc")))
                .onSuccess(answer -> {
                    JsonArray items = answer.body().getJsonArray("items");
                    for (int i = items.size() - 1; i >= 0; i--) {
                        JsonObject item = items.getJsonObject(i);
                        long index = item.getLong("index");
                        boolean wasKnown = known.containsKey(index);
                        Message message = message(index, item.getJsonObject("data"), item.getLong("last_event_id"));
                        if (!wasKnown) {
                            tellAdded(message);
                        }
                    }
                })
                .onFailure(failure -> context.loop().later(RETRY_MILLIS, this::readAnew));
    }

    private void tellAdded(Message message) {
        channel.typingEndedBy(message.author());
        channel.tell(Channel.MESSAGE_ADDED, message);
        context.tell(MessagingClient.MESSAGE_ADDED, message);
    }

    private Future<JsonObject> open() {
        return context.ask(CallRequest.get("/v3/Lists/" + MessagingContext.encoded(channel.messagesName())))
                .map(answer -> {
                    sid = answer.body().getString("sid");
                    return answer.body();
                });
    }

    private Future<Page<Message>> read(CallRequest request, boolean backwards) {
        return context.ask(request).map(answer -> {
            JsonArray items = answer.body().getJsonArray("items");
            List<Message> messages = new ArrayList<>(items.size());
            for (int i = 0; i < items.size(); i++) {
                JsonObject item = items.getJsonObject(i);
                messages.add(message(item.getLong("index"), item.getJsonObject("data"), item.getLong("last_event_id")));
            }
            JsonObject meta = answer.body().getJsonObject("meta");
            Supplier<Future<Page<Message>>> onwards = turn(request, meta.getString("next_token"), backwards);
            Supplier<Future<Page<Message>>> back = turn(request, meta.getString("previous_token"), backwards);
            if (backwards) {
                Collections.reverse(messages);
                return new Page<>(messages, back, onwards);
            }
            return new Page<>(messages, onwards, back);
        });
    }

    private @Nullable Supplier<Future<Page<Message>>> turn(
            CallRequest request, @Nullable String token, boolean backwards) {
        return token == null
                ? null
                : () -> context.loop()
                        .call(() -> read(CallRequest.get(request.path()).withParam("PageToken", token), backwards));
    }

    private Message message(long index, JsonObject data, long eventId) {
        Message present = known.get(index);
        if (present == null) {
            Message message = new Message(context, channel, index, data, eventId);
            known.put(index, message);
            return message;
        }
        List<String> changes = present.take(data, eventId);
        if (!changes.isEmpty()) {
            tellUpdated(present, changes);
        }
        return present;
    }

    private void tellUpdated(Message message, List<String> changes) {
        MessageUpdated updated = new MessageUpdated(message, changes);
        message.tellUpdated(updated);
        channel.tell(Channel.MESSAGE_UPDATED, updated);
        context.tell(MessagingClient.MESSAGE_UPDATED, updated);
    }
}
