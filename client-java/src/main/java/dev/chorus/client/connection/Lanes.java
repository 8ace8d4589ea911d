package dev.chorus.client.connection;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Work that must happen one after the other, by the name of what it is done to. */
public final class Lanes {
    private final Map<String, Future<?>> last = new HashMap<>();

    /** Does this when everything that was named the same before is done, however that ended. */
    public <T> Future<T> run(String name, Supplier<Future<T>> work) {
        Future<?> before = last.get(name);
        Future<T> result = before == null ? work.get() : before.transform(ended -> work.get());
        last.put(name, result);
        result.onComplete(done -> last.remove(name, result));
        return result;
    }
}
