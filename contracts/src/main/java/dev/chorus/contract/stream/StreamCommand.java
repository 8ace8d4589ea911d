package dev.chorus.contract.stream;

import dev.chorus.contract.Command;
import dev.chorus.contract.Reply;

/**
 * Commands about message streams beyond those that all objects share.
 *
 * @param <R> the answer
 */
public sealed interface StreamCommand<R extends Reply> extends Command<R> permits PublishMessage {}
