package dev.chorus.contract.stream;

import dev.chorus.contract.Reply;

/**
 * A message that went out.
 *
 * @param sid its id, {@code TZ…}
 */
public record PublishedMessage(String sid) implements Reply {}
