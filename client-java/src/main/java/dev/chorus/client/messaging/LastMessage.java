package dev.chorus.client.messaging;

import java.time.Instant;

/**
 * The last message of a channel.
 *
 * @param index its index
 * @param dateCreated when it was sent
 */
public record LastMessage(long index, Instant dateCreated) {}
