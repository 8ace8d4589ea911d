package dev.chorus.client;

/** A listener's registration; closing it ends it. */
@FunctionalInterface
public interface Registration extends AutoCloseable {
    @Override
    void close();
}
