package dev.chorus.server.trace;

import io.opentelemetry.api.trace.Span;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.spi.context.storage.AccessMode;
import io.vertx.core.spi.context.storage.ContextLocal;
import org.jspecify.annotations.Nullable;

/** Which span the work on a Vert.x context belongs to. Each request and message has a context of its own. */
public final class TraceContext {
    /** Vert.x makes room for it in every context, if it knows of it before it starts. */
    private static final ContextLocal<Span> SPAN = ContextLocal.registerLocal(Span.class);

    private TraceContext() {}

    /** Makes Vert.x know of it; to be called before Vert.x starts. */
    static void register() {
        // Initialising the class has done it.
    }

    /**
     * A span among all others, in hexadecimal.
     *
     * @param trace the trace's id
     * @param span the span's own
     */
    public record Ids(String trace, String span) {}

    /** The span that the calling thread works for; null if it works for none, or nothing is traced. */
    public static @Nullable Ids current() {
        Context context = Vertx.currentContext();
        if (context == null || ((ContextInternal) context).tracer() == null) {
            return null;
        }
        Span span = of(context);
        return span == null
                ? null
                : new Ids(
                        span.getSpanContext().getTraceId(),
                        span.getSpanContext().getSpanId());
    }

    static @Nullable Span of(@Nullable Context context) {
        return context == null ? null : SPAN.get(context, AccessMode.CONCURRENT);
    }

    /** Has what follows on a context belong to a span. Contexts that are not one request's alone are left as they are. */
    static void enter(Context context, Span span) {
        if (((ContextInternal) context).isDuplicate()) {
            SPAN.put(context, AccessMode.CONCURRENT, span);
        }
    }
}
