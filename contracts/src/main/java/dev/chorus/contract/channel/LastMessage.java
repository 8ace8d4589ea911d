package dev.chorus.contract.channel;

/**
 * Which message of a channel is the newest.
 *
 * @param index its index
 * @param createdMillis when it was sent, epoch milliseconds
 */
public record LastMessage(long index, long createdMillis) {}
