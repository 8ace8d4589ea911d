package dev.chorus.service;

import dev.chorus.service.command.CommandTable;
import dev.chorus.store.Outcome;
import io.vertx.core.Future;

/** What one service does, for a {@link ServiceVerticle} to run. */
public interface ServiceInstance {
    /** What answers its commands. */
    CommandTable commands();

    /** Does what follows from an outcome once its answer is out. */
    void follow(Outcome<?> outcome);

    /** Gives signs of life, and does what others left behind. It is called at every beat. */
    Future<Void> renew();

    /** Says goodbye and closes the store; no command is in flight any more. */
    Future<Void> end();
}
