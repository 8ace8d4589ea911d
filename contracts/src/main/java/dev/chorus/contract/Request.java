package dev.chorus.contract;

import dev.chorus.contract.access.Caller;

/**
 * A command together with the one who asks for it: what crosses the event bus to a service.
 *
 * @param caller on whose behalf, and through which connection
 * @param command what to do
 * @param <R> the answer
 */
public record Request<R extends Reply>(Caller caller, Command<R> command) {}
