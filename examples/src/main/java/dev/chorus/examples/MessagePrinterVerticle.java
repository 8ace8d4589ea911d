package dev.chorus.examples;

import dev.chorus.bus.ContractCodec;
import dev.chorus.bus.EventAddress;
import dev.chorus.contract.event.MessageEvent;
import dev.chorus.contract.message.MessageState;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.function.Consumer;

/** Tells one line for each message that is sent in any channel of any service of the cluster. */
public final class MessagePrinterVerticle extends VerticleBase {
    private final Consumer<String> out;

    /** A verticle that tells its lines to this consumer. */
    public MessagePrinterVerticle(Consumer<String> out) {
        this.out = out;
    }

    /** Completes when the whole cluster knows that somebody listens here. */
    @Override
    public Future<?> start() {
        ContractCodec.register(vertx);
        MessageConsumer<MessageEvent> messages = vertx.eventBus().consumer(EventAddress.MESSAGE_ADDED);
        messages.handler(event -> out.accept(line(event.body().message())));
        return messages.completion();
    }

    private static String line(MessageState message) {
        return "%s #%d %s: %s".formatted(message.channel(), message.index(), message.author(), message.body());
    }
}
