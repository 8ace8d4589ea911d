package dev.chorus.contract.change;

/**
 * The regular sign of life of a service instance to a gateway. One that fails to come, or counts more deliveries than
 * arrived, tells the gateway that changes may be missing, and it reads the logs again.
 *
 * @param link the service instance
 * @param sequence how many deliveries it has sent to this gateway so far
 * @param last whether it says goodbye: nothing was lost and nothing will come
 */
public record LinkBeat(String link, long sequence, boolean last) {}
