package dev.chorus.service.command;

import dev.chorus.contract.Reply;
import dev.chorus.contract.access.Caller;
import dev.chorus.store.Outcome;
import io.vertx.core.Future;

/**
 * What answers one kind of command.
 *
 * @param <C> the command
 * @param <R> its answer
 */
@FunctionalInterface
public interface CommandHandler<C, R extends Reply> {
    /**
     * Does what the command asks. Completes with what it led to, or fails with a
     * {@link dev.chorus.contract.error.RequestFailedException}.
     */
    Future<Outcome<R>> handle(Caller caller, C command);
}
