package dev.chorus.client.connection;

/**
 * What is followed, as a subscription names it.
 *
 * @param sid its id
 * @param type document, list, map or stream
 */
public record FollowedObject(String sid, String type) {}
