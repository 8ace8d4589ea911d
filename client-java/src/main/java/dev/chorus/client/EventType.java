package dev.chorus.client;

/**
 * A kind of event, with the type of what its listeners get.
 *
 * @param name as the other SDKs call it, {@code messageAdded} for instance
 * @param <T> what listeners get
 */
// The parameter is what ties an event to its listeners.
@SuppressWarnings("UnusedTypeParameter")
public record EventType<T>(String name) {
    @Override
    public String toString() {
        return name;
    }
}
