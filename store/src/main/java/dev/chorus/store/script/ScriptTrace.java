package dev.chorus.store.script;

import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import java.util.function.Supplier;

/** A script's run, or a plain command, as part of the trace of whoever asked for it, if there is one. */
final class ScriptTrace {
    private static final TagExtractor<String> TAGS = new TagExtractor<>() {
        @Override
        public int len(String script) {
            return 2;
        }

        @Override
        public String name(String script, int index) {
            return index == 0 ? "db.system" : "db.operation.name";
        }

        @Override
        public String value(String script, int index) {
            return index == 0 ? "redis" : script;
        }
    };

    private ScriptTrace() {}

    /**
     * Runs something as a span.
     *
     * @param name the script's or the command's
     * @param run runs it
     */
    static <T> Future<T> of(String name, Supplier<Future<T>> run) {
        ContextInternal current = ContextInternal.current();
        VertxTracer<?, ?> tracer = current == null ? null : current.tracer();
        return current == null || tracer == null ? run.get() : traced(tracer, current, name, run);
    }

    private static <S, T> Future<T> traced(
            VertxTracer<?, S> tracer, ContextInternal context, String name, Supplier<Future<T>> run) {
        S span = tracer.sendRequest(
                context, SpanKind.RPC, TracingPolicy.PROPAGATE, name, name, (header, value) -> {}, TAGS);
        return span == null
                ? run.get()
                : run.get()
                        .onComplete(done -> tracer.receiveResponse(
                                context, null, span, done.cause(), TagExtractor.<Object>empty()));
    }
}
