package dev.chorus.server.trace;

import dev.chorus.bus.BusAddress;
import dev.chorus.contract.Request;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.change.Delivery;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.eventbus.Message;
import org.jspecify.annotations.Nullable;

/**
 * A message of the event bus as a span tells of it.
 *
 * @param name what it is
 * @param isAsked whether an answer is waited for
 * @param caller on whose behalf; null where that is not seen
 */
record BusMessage(String name, boolean isAsked, @Nullable Caller caller) {
    private static final String DELIVER = "deliver";
    private static final String GATEWAYS = BusAddress.ofGateway("");

    /** What is about to be sent, of which only the address is seen; null where it is no message. */
    static @Nullable BusMessage sent(@Nullable Object something) {
        if (!(something instanceof Message<?> message)) {
            return null;
        }
        String address = message.address();
        return new BusMessage(
                address.startsWith(GATEWAYS) ? DELIVER : "send " + address, message.replyAddress() != null, null);
    }

    /** What has come; null where it is no message. */
    static @Nullable BusMessage received(@Nullable Object something) {
        if (!(something instanceof Message<?> message)) {
            return null;
        }
        Object body;
        try {
            body = message.body();
        } catch (RuntimeException unknown) {
            // Another release's, perhaps. Whoever takes the message says what is wrong with it.
            body = null;
        }
        boolean isAsked = message.replyAddress() != null;
        if (body instanceof Request<?> request) {
            return new BusMessage(request.command().getClass().getSimpleName(), isAsked, request.caller());
        }
        String name = body == null ? "message" : body.getClass().getSimpleName();
        return new BusMessage(body instanceof Delivery ? DELIVER : name, isAsked, null);
    }

    void tag(Span span) {
        if (caller != null) {
            tag(span, "chorus.account", caller.accountSid());
            tag(span, "chorus.service", caller.serviceSid());
            tag(span, "chorus.connection", caller.connection());
        }
    }

    private static void tag(Span span, String name, String value) {
        if (!value.isEmpty()) {
            span.setAttribute(name, value);
        }
    }
}
