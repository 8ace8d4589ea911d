package dev.chorus.messaging;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.CommandBus;
import dev.chorus.bus.ContractCodec;
import dev.chorus.contract.Reply;
import dev.chorus.contract.Request;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;

/**
 * One instance of the messaging service. It knows no commands yet and says so to whoever sends one, at once instead of
 * by a timeout.
 */
public final class MessagingVerticle extends VerticleBase {
    @Override
    public Future<?> start() {
        ContractCodec.register(vertx);
        MessageConsumer<Request<Reply>> consumer = vertx.eventBus().consumer(BusAddress.MESSAGING);
        consumer.handler(message -> CommandBus.answer(
                message, Future.failedFuture(new RequestFailedException(ErrorCode.METHOD_NOT_ALLOWED))));
        return consumer.completion();
    }
}
