package dev.chorus.bench;

/**
 * What a load led to.
 *
 * @param messagesPerSecond at saturation
 * @param cpuMicros processor time of the servers for each delivery, at saturation
 * @param p50Millis median of the time from sending to receiving, at half of saturation
 * @param p99Millis its 99th percentile
 */
record LoadResult(double messagesPerSecond, double cpuMicros, double p50Millis, double p99Millis) {}
