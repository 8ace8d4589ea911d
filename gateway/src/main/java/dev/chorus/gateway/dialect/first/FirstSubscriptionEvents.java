package dev.chorus.gateway.dialect.first;

import dev.chorus.contract.change.Change;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.gateway.subscription.SubscriptionEvents;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** This generation is told nothing of subscriptions themselves: answers to its reads say where they begin. */
record FirstSubscriptionEvents(FirstEvents events) implements SubscriptionEvents {
    @Override
    public @Nullable ByteBuf replayed(Change change, boolean own) {
        return events.event(events.object().sid(), change);
    }

    @Override
    public @Nullable ByteBuf established(long upToEventId) {
        return null;
    }

    @Override
    public @Nullable ByteBuf interrupted(long upToEventId) {
        return null;
    }

    @Override
    public @Nullable ByteBuf failed(RequestFailedException refusal) {
        return null;
    }

    @Override
    public @Nullable ByteBuf lost(RequestFailedException refusal) {
        return null;
    }

    @Override
    public boolean reopens() {
        return false;
    }
}
