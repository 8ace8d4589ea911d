package dev.chorus.contract.access;

import dev.chorus.contract.Reply;

/**
 * A lease was renewed, or ended.
 *
 * @param storeMillis what time it was by the store's clock, by which changes are dated, epoch milliseconds
 */
public record LeaseRenewed(long storeMillis) implements Reply {}
