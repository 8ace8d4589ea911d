package dev.chorus.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.event.MessageEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class EventPublisherTest {
    private static final MessageEvent EVENT = (MessageEvent) SampleRecord.of(MessageEvent.class, true);

    @Test
    void everyListenerOfAnAddressHearsTheEvent(Vertx vertx, VertxTestContext test) {
        Promise<MessageEvent> first = Promise.promise();
        Promise<MessageEvent> second = Promise.promise();
        vertx.eventBus()
                .<MessageEvent>consumer(EventAddress.MESSAGE_ADDED, message -> first.tryComplete(message.body()));
        vertx.eventBus()
                .<MessageEvent>consumer(EventAddress.MESSAGE_ADDED, message -> second.tryComplete(message.body()));

        new EventPublisher(vertx).publish(EventAddress.MESSAGE_ADDED, EVENT);

        Future.all(first.future(), second.future())
                .onComplete(test.succeeding(heard -> test.verify(() -> {
                    assertThat(heard.<MessageEvent>list()).containsExactly(EVENT, EVENT);
                    test.completeNow();
                })));
    }

    @Test
    void addressesAreAllDifferent() {
        assertThat(EventAddress.ALL).doesNotHaveDuplicates().hasSize(8);
    }
}
