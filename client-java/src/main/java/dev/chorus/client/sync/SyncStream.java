package dev.chorus.client.sync;

import dev.chorus.client.EventType;
import dev.chorus.client.connection.CallRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Messages from whoever publishes to whoever listens at that moment. */
public final class SyncStream extends SyncObject {
    /** A message was published, here or elsewhere. Messages are not kept: who is away misses them. */
    public static final EventType<MessagePublished> MESSAGE_PUBLISHED = new EventType<>("messagePublished");

    SyncStream(SyncContext context, JsonObject root) {
        super(context, "stream", "Streams", root);
    }

    /** Publishes a message of at most 4 KiB. Completes with it. */
    public Future<StreamMessage> publishMessage(JsonObject data) {
        JsonObject value = data.copy();
        CallRequest request = CallRequest.post(path() + "/Messages", new JsonObject().put("data", value));
        return inOrder(
                "messages",
                () -> call(request, answer -> {
                    StreamMessage message = new StreamMessage(answer.body().getString("sid"), value);
                    emit(MESSAGE_PUBLISHED, new MessagePublished(message, true));
                    return Future.succeededFuture(message);
                }));
    }

    /** Removes the stream for everybody. */
    public Future<Void> removeStream() {
        return removeObject();
    }

    @Override
    void changed(String eventType, JsonObject event) {
        if (eventType.equals("stream_message_published")) {
            StreamMessage message =
                    new StreamMessage(event.getString("message_sid"), event.getJsonObject("message_data"));
            emit(MESSAGE_PUBLISHED, new MessagePublished(message, false));
        }
    }
}
