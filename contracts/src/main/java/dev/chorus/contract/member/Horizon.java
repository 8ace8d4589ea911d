package dev.chorus.contract.member;

import org.jspecify.annotations.Nullable;

/**
 * How far a member has read.
 *
 * @param messageIndex the index of the last message read; null for none
 * @param setMillis when that was said, epoch milliseconds; null for now
 */
public record Horizon(@Nullable Long messageIndex, @Nullable Long setMillis) {}
