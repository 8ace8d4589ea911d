package dev.chorus.server.trace;

import dev.chorus.contract.error.RequestFailedException;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.vertx.core.Context;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans of what Vert.x tells: of requests, of messages on the event bus and their answers, of scripts. A trace goes on
 * where its parent is known, from the context or from the {@code traceparent} of what arrived; it begins only where whoever
 * tells it asks for that. Spans name what was done and for whom, never what was said.
 */
final class SpanTracer implements VertxTracer<Span, Span> {
    private static final int SERVER_ERROR = 500;

    /** What may leave for the collector. URLs are not among it, since they may hold tokens. */
    private static final Set<String> TOLD = Set.of(
            "http.request.method",
            "http.response.status_code",
            "http.route",
            "server.address",
            "server.port",
            "messaging.system",
            "messaging.destination.name",
            "messaging.operation.name",
            "db.system",
            "db.operation.name",
            "chorus.account",
            "chorus.service",
            "chorus.connection",
            "chorus.error");

    private static final TextMapGetter<Iterable<Map.Entry<String, String>>> HEADERS = new TextMapGetter<>() {
        @Override
        @SuppressWarnings("deprecation") // The interface still has every implementation tell them.
        public Iterable<String> keys(Iterable<Map.Entry<String, String>> carrier) {
            List<String> names = new ArrayList<>();
            carrier.forEach(header -> names.add(header.getKey()));
            return names;
        }

        @Override
        public @Nullable String get(@Nullable Iterable<Map.Entry<String, String>> carrier, String key) {
            if (carrier != null) {
                for (Map.Entry<String, String> header : carrier) {
                    if (header.getKey().equalsIgnoreCase(key)) {
                        return header.getValue();
                    }
                }
            }
            return null;
        }
    };

    private final Tracer tracer;
    private final W3CTraceContextPropagator propagator = W3CTraceContextPropagator.getInstance();

    SpanTracer(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public <R> @Nullable Span receiveRequest(
            Context context,
            SpanKind kind,
            TracingPolicy policy,
            R request,
            String operation,
            Iterable<Map.Entry<String, String>> headers,
            TagExtractor<R> tags) {
        if (policy == TracingPolicy.IGNORE) {
            return null;
        }
        io.opentelemetry.context.Context parent =
                propagator.extract(io.opentelemetry.context.Context.root(), headers, HEADERS);
        if (policy == TracingPolicy.PROPAGATE && Span.fromContextOrNull(parent) == null) {
            return null;
        }
        BusMessage message = BusMessage.received(request);
        SpanBuilder builder = tracer.spanBuilder(message == null ? operation : message.name())
                .setParent(parent)
                .setSpanKind(
                        message == null || message.isAsked()
                                ? io.opentelemetry.api.trace.SpanKind.SERVER
                                : io.opentelemetry.api.trace.SpanKind.CONSUMER);
        Span span = start(builder, message, request, tags);
        TraceContext.enter(context, span);
        return span;
    }

    @Override
    public <R> void sendResponse(
            Context context,
            @Nullable R response,
            @Nullable Span span,
            @Nullable Throwable failure,
            TagExtractor<R> tags) {
        // What follows from a request on its context, such as its deliveries, still belongs to it.
        end(span, response, failure, tags);
    }

    @Override
    public <R> @Nullable Span sendRequest(
            Context context,
            SpanKind kind,
            TracingPolicy policy,
            R request,
            String operation,
            BiConsumer<String, String> headers,
            TagExtractor<R> tags) {
        Span parent = TraceContext.of(context);
        // Whatever the policy: nothing that Chorus does by itself begins a trace.
        if (policy == TracingPolicy.IGNORE || parent == null) {
            return null;
        }
        BusMessage message = BusMessage.sent(request);
        SpanBuilder builder = tracer.spanBuilder(message == null ? operation : message.name())
                .setParent(io.opentelemetry.context.Context.root().with(parent))
                .setSpanKind(
                        message == null || message.isAsked()
                                ? io.opentelemetry.api.trace.SpanKind.CLIENT
                                : io.opentelemetry.api.trace.SpanKind.PRODUCER);
        Span span = start(builder, message, request, tags);
        propagator.inject(io.opentelemetry.context.Context.root().with(span), headers, (carrier, name, value) -> {
            if (carrier != null) {
                carrier.accept(name, value);
            }
        });
        return span;
    }

    @Override
    public <R> void receiveResponse(
            Context context,
            @Nullable R response,
            @Nullable Span span,
            @Nullable Throwable failure,
            TagExtractor<R> tags) {
        end(span, response, failure, tags);
    }

    private static <R> Span start(SpanBuilder builder, @Nullable BusMessage message, R request, TagExtractor<R> tags) {
        Span span = builder.startSpan();
        if (span.isRecording()) {
            tag(span, request, tags);
            if (message != null) {
                message.tag(span);
            }
        }
        return span;
    }

    private static <R> void end(
            @Nullable Span span, @Nullable R response, @Nullable Throwable failure, TagExtractor<R> tags) {
        if (span == null) {
            return;
        }
        if (span.isRecording()) {
            if (response != null) {
                tag(span, response, tags);
            }
            if (failure != null) {
                fail(span, failure);
            }
        }
        span.end();
    }

    /** A refusal is an answer like any other, which is not the server's failure unless its status says so. */
    private static void fail(Span span, Throwable failure) {
        if (failure instanceof RequestFailedException refusal) {
            span.setAttribute("chorus.error", refusal.code().number());
            if (refusal.code().httpStatus() < SERVER_ERROR) {
                return;
            }
        } else if (failure instanceof ReplyException reply && reply.failureCode() > 0) {
            span.setAttribute("chorus.error", reply.failureCode());
            return;
        }
        // Not its message, which may quote what nobody outside is to see.
        span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName());
    }

    private static <R> void tag(Span span, R of, TagExtractor<R> tags) {
        int count = tags.len(of);
        for (int i = 0; i < count; i++) {
            String name = tags.name(of, i);
            String value = TOLD.contains(name) ? tags.value(of, i) : null;
            if (value != null && !value.isEmpty()) {
                span.setAttribute(name, value);
            }
        }
    }
}
