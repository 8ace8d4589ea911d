package dev.chorus.client;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * What has events. Listeners are called on the client's event loop, in the order of their registration; one that throws
 * harms no other.
 */
public abstract class Emitter {
    private static final System.Logger LOG = System.getLogger(Emitter.class.getName());

    private final Map<EventType<?>, List<Consumer<Object>>> listeners = new ConcurrentHashMap<>();

    /** For what has events. */
    protected Emitter() {}

    /** Calls the listener at each such event, until its registration is closed. */
    @SuppressWarnings("unchecked")
    public <T> Registration on(EventType<T> event, Consumer<? super T> listener) {
        List<Consumer<Object>> known = listeners.computeIfAbsent(event, type -> new CopyOnWriteArrayList<>());
        // An event is told with an object of its own type, so that each listener gets what it takes.
        Consumer<Object> untyped = subject -> ((Consumer<Object>) listener).accept(subject);
        known.add(untyped);
        return () -> known.remove(untyped);
    }

    /** Tells an event. */
    protected <T> void emit(EventType<T> event, T subject) {
        for (Consumer<Object> listener : listeners.getOrDefault(event, List.of())) {
            try {
                listener.accept(subject);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "A listener of " + event + " failed", e);
            }
        }
    }
}
