package dev.chorus.client.sync;

/**
 * A message was published.
 *
 * @param message the message
 * @param isLocal whether by this client
 */
public record MessagePublished(StreamMessage message, boolean isLocal) {}
