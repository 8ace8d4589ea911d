package dev.chorus.client.sync;

/**
 * An object was removed, or ended by itself.
 *
 * @param isLocal whether by this client
 */
public record Removed(boolean isLocal) {}
