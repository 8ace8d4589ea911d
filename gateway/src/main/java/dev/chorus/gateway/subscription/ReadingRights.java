package dev.chorus.gateway.subscription;

import dev.chorus.contract.change.Change;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import io.vertx.core.Vertx;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whether who follows an object may still read it, by the number of its rights that every change bears (ADR 0027). Whoever has
 * lost the right is told nothing that was written afterwards, in whatever order the event bus brings the news.
 */
final class ReadingRights {
    private final Vertx vertx;
    private final SubscriberReads reads;
    private final HubMetrics metrics;
    private final BiConsumer<Subscription, RequestFailedException> fail;
    private final Consumer<Subscription> end;

    /**
     * Rights that are asked for by reading for subscribers once more.
     *
     * @param fail ends a subscription and says why
     * @param end ends a subscription without a word
     */
    ReadingRights(
            Vertx vertx,
            SubscriberReads reads,
            HubMetrics metrics,
            BiConsumer<Subscription, RequestFailedException> fail,
            Consumer<Subscription> end) {
        this.vertx = vertx;
        this.reads = reads;
        this.metrics = metrics;
        this.fail = fail;
        this.end = end;
    }

    /** Takes the news that an identity, or all where it is empty, may have lost the right to read. */
    void changed(FollowedObject object, Change change) {
        boolean othersToo = object.accessNumber >= 0 && change.accessNumber() > object.accessNumber + 1;
        object.accessNumber = Math.max(object.accessNumber, change.accessNumber());
        String identity = othersToo ? "" : change.key();
        for (Subscription subscription : object.subscribers().snapshot()) {
            if (identity.isEmpty() || identity.equals(subscription.caller().identity())) {
                ask(object, subscription);
            }
        }
    }

    /**
     * Before something is told that happened after a change of rights that nobody told here yet: the bus loses and overtakes,
     * and whoever lost the right to read must not see it. Subscribers who are still being read for are compared later.
     */
    void changedUnheard(FollowedObject object, long accessNumber, @Nullable Subscription asked) {
        boolean isNews = object.accessNumber >= 0 && accessNumber > object.accessNumber;
        object.accessNumber = Math.max(object.accessNumber, accessNumber);
        if (isNews) {
            for (Subscription subscription : object.subscribers().snapshot()) {
                if (subscription != asked && subscription.isStarted()) {
                    ask(object, subscription);
                }
            }
        }
    }

    /** A subscriber had the right to read when rights had changed so many times, which was asked when others were known. */
    void had(FollowedObject object, Subscription subscription, long known, long accessNumber) {
        if (accessNumber < known) {
            // Redis has lost changes of rights with a failover, and counts on from before them.
            object.accessNumber = accessNumber;
        } else {
            changedUnheard(object, accessNumber, subscription);
        }
        if (accessNumber < object.accessNumber) {
            ask(object, subscription);
        }
    }

    /** Tells a subscription nothing more until it is known that its connection may still read. */
    private void ask(FollowedObject object, Subscription subscription) {
        if (!subscription.isEnded()) {
            subscription.suspend();
            resumeIfAllowed(object, subscription);
        }
    }

    /**
     * Whoever may not read any more is told so. But who left a channel is told nothing more of it, from that moment on and
     * without a word: the client learns of it from its own list of channels.
     */
    private void resumeIfAllowed(FollowedObject object, Subscription subscription) {
        if (subscription.isEnded()) {
            return;
        }
        long known = object.accessNumber;
        metrics.rightsChecked();
        reads.read(subscription, subscription.position())
                .onSuccess(missed -> {
                    had(object, subscription, known, missed.accessNumber());
                    if (!subscription.resume(missed)) {
                        resumeIfAllowed(object, subscription);
                    }
                })
                .onFailure(failure -> {
                    RequestFailedException refusal = SubscriptionHub.asRefusal(failure);
                    if (refusal.code().retryable()) {
                        vertx.setTimer(SubscriptionHub.RETRY_MILLIS, timer -> resumeIfAllowed(object, subscription));
                    } else if (refusal.code() == ErrorCode.CURSOR_TOO_OLD
                            || refusal.code() == ErrorCode.ACCESS_FORBIDDEN) {
                        fail.accept(subscription, refusal);
                    } else {
                        end.accept(subscription);
                    }
                });
    }
}
