package dev.chorus.contract;

/**
 * Something that a caller asks a service to do. Commands are records, grouped by feature into sealed interfaces.
 *
 * @param <R> what the service answers when it has done so; a refusal is a
 *     {@link dev.chorus.contract.error.RequestFailedException} instead
 */
@SuppressWarnings("unused") // R ties a command to its answer for the compiler, and for nobody at run time.
public interface Command<R extends Reply> {}
