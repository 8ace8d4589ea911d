package dev.chorus.contract.session;

import dev.chorus.contract.Command;
import dev.chorus.contract.Reply;

/**
 * Commands about the first generation's sessions. A session belongs to one identity; to others it does not exist.
 *
 * @param <R> the answer
 */
public sealed interface SessionCommand<R extends Reply> extends Command<R> permits OpenSession, SubmitCommand {}
