package dev.chorus.contract.stream;

import dev.chorus.contract.value.Json;

/**
 * Tells everyone who listens to a stream. Who is away misses it.
 *
 * @param stream the stream's sid or unique name
 * @param data the message
 */
public record PublishMessage(String stream, Json data) implements StreamCommand<PublishedMessage> {}
