package dev.chorus.contract.user;

import dev.chorus.contract.Reply;

/**
 * The other members were told.
 *
 * @param timeoutSeconds for how long it counts
 */
public record TypingStarted(int timeoutSeconds) implements Reply {}
