package dev.chorus.client.messaging;

import java.util.List;

/**
 * A message is another now.
 *
 * @param message the message
 * @param changes the fields that changed, {@code body} for instance
 */
public record MessageUpdated(Message message, List<String> changes) {}
