package dev.chorus.gateway.dialect.sync;

import dev.chorus.contract.change.Change;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.subscription.SubscriptionEvents;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * What one subscription of one round says of itself (sync specification, section 18).
 *
 * @param events the words for changes
 * @param object what is subscribed to
 * @param type the type that the client named
 * @param correlationId the round's id, which everything in it repeats
 * @param reopens whether the client opens the object anew where it cannot be told everything
 */
record RoundEvents(SyncEvents events, ObjectSid object, String type, long correlationId, boolean reopens)
        implements SubscriptionEvents {
    @Override
    public @Nullable ByteBuf replayed(Change change, boolean own) {
        return events.encode(object, change, own, correlationId);
    }

    @Override
    public ByteBuf established(long upToEventId) {
        return SyncEvents.notification(
                "subscription_established", correlationId, event -> replayStatus(event, "completed", upToEventId));
    }

    @Override
    public ByteBuf interrupted(long upToEventId) {
        return SyncEvents.notification(
                "subscription_established", correlationId, event -> replayStatus(event, "interrupted", upToEventId));
    }

    @Override
    public ByteBuf failed(RequestFailedException refusal) {
        return failed(object.value(), type, correlationId, refusal);
    }

    ByteBuf canceled() {
        return SyncEvents.notification(
                "subscription_canceled",
                correlationId,
                event -> event.text("object_sid", object.value()).text("object_type", type));
    }

    @Override
    public ByteBuf lost(RequestFailedException refusal) {
        return SyncEvents.unasked("subscription_failed", event -> failure(event, object.value(), type, refusal));
    }

    static ByteBuf failed(String object, String type, long correlationId, RequestFailedException refusal) {
        return SyncEvents.notification(
                "subscription_failed", correlationId, event -> failure(event, object, type, refusal));
    }

    private static void failure(JsonWriter event, String object, String type, RequestFailedException refusal) {
        event.text("object_sid", object)
                .text("object_type", type)
                .object(
                        "error",
                        error -> error.number("status", refusal.code().httpStatus())
                                .number("code", refusal.code().number())
                                .text("message", refusal.getMessage()));
    }

    private void replayStatus(JsonWriter event, String status, long upToEventId) {
        event.text("object_sid", object.value()).text("object_type", type).text("replay_status", status);
        if (object.type().filter(ObjectType.STREAM::equals).isPresent()) {
            event.text("last_event_id", null);
        } else {
            event.number("last_event_id", upToEventId);
        }
    }
}
