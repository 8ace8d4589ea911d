package dev.chorus.gateway.tunnel;

import dev.chorus.gateway.auth.AccessToken;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request as the beginning of a trace: what answers it runs on a context of its own, to which all belongs that it asks of
 * services. It is told to whatever tracer Vert.x has; where there is none, this costs the question.
 */
final class RequestTrace {
    private static final TagExtractor<Asked> ASKED = new Tags<>(List.of(
            new Tag<>("http.request.method", asked -> asked.request.method()),
            new Tag<>("http.route", asked -> asked.route),
            new Tag<>("chorus.account", asked -> account(asked.request.token())),
            new Tag<>("chorus.connection", asked -> connection(asked.request))));

    private static final TagExtractor<GatewayResponse> ANSWERED =
            new Tags<>(List.of(new Tag<>("http.response.status_code", answer -> Integer.toString(answer.status()))));

    private record Asked(GatewayRequest request, String route) {}

    private RequestTrace() {}

    /** Has a request answered, as a span of this route where the process traces. */
    static Future<GatewayResponse> of(GatewayRequest request, Object route, Supplier<Future<GatewayResponse>> answer) {
        ContextInternal current = ContextInternal.current();
        VertxTracer<?, ?> tracer = current == null ? null : current.tracer();
        return current == null || tracer == null
                ? answer.get()
                : traced(tracer, current.duplicate(), new Asked(request, route.toString()), answer);
    }

    private static <S> Future<GatewayResponse> traced(
            VertxTracer<S, ?> tracer, ContextInternal own, Asked asked, Supplier<Future<GatewayResponse>> answer) {
        S span = tracer.receiveRequest(
                own,
                SpanKind.RPC,
                TracingPolicy.ALWAYS,
                asked,
                asked.request.method() + " " + asked.route,
                parent(asked.request),
                ASKED);
        ContextInternal before = own.beginDispatch();
        try {
            return answer.get()
                    .onComplete(
                            answered -> tracer.sendResponse(own, answered.result(), span, answered.cause(), ANSWERED));
        } finally {
            own.endDispatch(before);
        }
    }

    /** Back ends may have begun the trace. Clients are not believed: they could have anything traced. */
    private static Iterable<Map.Entry<String, String>> parent(GatewayRequest request) {
        return request.header("authorization") == null
                ? List.of()
                : request.headers().entrySet();
    }

    private static String account(@Nullable AccessToken token) {
        return token == null ? "" : token.accountSid();
    }

    private static String connection(GatewayRequest request) {
        return request.session() == null ? "" : request.session().id();
    }

    /** A name and where its value is found. */
    private record Tag<T>(String name, Function<T, String> value) {}

    private record Tags<T>(List<Tag<T>> tags) implements TagExtractor<T> {
        @Override
        public int len(T of) {
            return tags.size();
        }

        @Override
        public String name(T of, int index) {
            return tags.get(index).name;
        }

        @Override
        public String value(T of, int index) {
            return tags.get(index).value.apply(of);
        }
    }
}
