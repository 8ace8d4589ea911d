package dev.chorus.bench;

/**
 * How a population is spread over channels.
 *
 * @param channels how many channels
 * @param members how many members each has
 * @param inFlight how many messages are under way at saturation
 */
record ChannelShape(int channels, int members, int inFlight) {}
